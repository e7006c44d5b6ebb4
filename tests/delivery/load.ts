import { setTimeout } from "node:timers/promises";
import type { Ready } from "../../local/run/ready";
import { type SoakRequest, soakRequest } from "../../scripts/soak/soak-request";

export type Load = {
  /** Requests that were answered 200, in the order of their answers. */
  readonly accepted: () => readonly SoakRequest[];
  /** Requests that are still refused. */
  readonly unanswered: () => number;
  /** Sends no new requests, and waits until every one is accepted. */
  readonly stop: () => Promise<void>;
};

const PAUSE_MS = 300;

/** Clients that send a request now and then, each again and again with its own id until it is accepted. */
export const startLoad = ({ apiUrl, apiKeys }: Ready): Load => {
  const accepted: SoakRequest[] = [];
  const open = new Set<Promise<void>>();
  let goesOn = true;
  const keys = apiKeys.filter(({ company_id }) => company_id !== "ci-smoke");

  const isAccepted = async ({ body, key }: SoakRequest): Promise<boolean> => {
    const answer = await fetch(`${apiUrl}/initiate-conversation`, {
      method: "POST",
      headers: { "x-api-key": key.value, "content-type": "application/json" },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    await answer?.arrayBuffer();
    return answer?.status === 200;
  };

  const insist = async (request: SoakRequest): Promise<void> => {
    while (!(await isAccepted(request))) await setTimeout(PAUSE_MS * 2);
    accepted.push(request);
  };

  const sending = (async () => {
    for (let number = 0; goesOn; number += 1) {
      const insisting = insist(soakRequest(keys, 7, number)).finally(() => open.delete(insisting));
      open.add(insisting);
      await setTimeout(PAUSE_MS);
    }
  })();

  return {
    accepted: () => accepted,
    unanswered: () => open.size,
    stop: async () => {
      goesOn = false;
      await sending;
      await Promise.all(open);
    },
  };
};
