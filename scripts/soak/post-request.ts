import { setTimeout } from "node:timers/promises";
import type { SoakRequest } from "./soak-request";

/** A client that gives up after so many tries. */
const MOST_TRIES = 8;
const PAUSE_MS = 200;
const TIMEOUT_MS = 30_000;

const once = async (apiUrl: string, { body, key }: SoakRequest): Promise<number | string> => {
  try {
    const answer = await fetch(`${apiUrl}/initiate-conversation`, {
      method: "POST",
      headers: { "x-api-key": key.value, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** Posts a request as a careful client does: again and with the same id, until it is accepted; throws when it never is. */
export const postRequest = async (apiUrl: string, request: SoakRequest): Promise<void> => {
  for (let tried = 1; ; tried += 1) {
    const outcome = await once(apiUrl, request);
    if (outcome === 200) return;
    if (tried === MOST_TRIES) throw new Error(`request ${request.id} was not accepted: ${outcome}`);
    await setTimeout(PAUSE_MS * tried);
  }
};
