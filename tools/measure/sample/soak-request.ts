import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { JsonObject } from "../../../runtime/codec/json";
import { type Channel, channels } from "../../../runtime/request/request";
import { validBody } from "./request";

type ApiKey = { readonly value: string; readonly company_id: string; readonly project_id: string };

export type SoakRequest = {
  readonly id: string;
  readonly key: ApiKey;
  readonly channel: Channel;
  /** The recipient's address, which no other request has. */
  readonly recipient: string;
  readonly body: JsonObject;
};

/** A version 4 UUID that the seed and the number determine. */
const requestId = (seed: number, number: number): string => {
  const hex = createHash("sha256").update(`${seed}:${number}`).digest("hex");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");
};

const FIRST_TEL = 447_400_000_000;

/** The request of a number, over all channels and projects in turn. */
export const soakRequest = (keys: readonly ApiKey[], seed: number, number: number): SoakRequest => {
  const channel = channels[number % channels.length] ?? "whatsapp";
  const key = keys[Math.floor(number / channels.length) % keys.length];
  if (key === undefined) throw new Error("the engine has no projects");
  const id = requestId(seed, number);
  const tel = `+${FIRST_TEL + 100_000 + number}`;
  const email = `soak-${number}@example.com`;
  return {
    id,
    key,
    channel,
    recipient: channel === "email" ? email : tel,
    body: validBody({
      company_data: { company_id: key.company_id, project_id: key.project_id },
      recipient_data: { recipient_tel: tel, recipient_email: email },
      request_data: { request_id: id, channel_method: channel },
      project_data: { jobID: undefined, clarificationPoints: undefined, number },
    }),
  };
};

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
