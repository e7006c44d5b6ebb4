import { randomInt, randomUUID } from "node:crypto";
import type { Channel } from "../../../runtime/request/request";
import type { OpsEnv } from "../../ops/connect/ops-env";
import type { ScenarioView } from "../api/about";
import { type ExampleRequest, exampleData, requestOf } from "../api/try-request";
import type { ActionOutcome } from "../server/console-parts";
import type { EngineFeed, FeedEvent, LocalEngine } from "../source/local/engine-feed";
import type { PastEvents } from "../source/local/past-events";

/** What breaking takes. */
export type BreakEnv = {
  readonly engine: LocalEngine;
  readonly feed: EngineFeed;
  readonly past: Pick<PastEvents, "of">;
  readonly env: OpsEnv;
};

/** One way to break the running engine, with what should come of it. */
export type Scenario = ScenarioView & {
  readonly run: (env: BreakEnv, channel: Channel, progress: (text: string) => void) => Promise<ActionOutcome>;
};

const LONGEST_WAIT_MS = 30_000;

/** Waits for an event; rejects with `what` when it does not come. */
export const heard = (feed: EngineFeed, what: string, matches: (event: FeedEvent) => boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(limit);
      stop();
    };
    const stop = feed.onEvent((event) => {
      if (!matches(event)) return;
      end();
      resolve();
    });
    const limit = setTimeout(() => {
      end();
      reject(new Error(`not within ${LONGEST_WAIT_MS / 1000} s: ${what}`));
    }, LONGEST_WAIT_MS);
  });

/** A message to somebody who does not exist, so that what is broken for it is broken for nobody else. */
export type Demonstration = {
  readonly requestId: string;
  readonly recipient: string;
  readonly channel: Channel;
  readonly body: ExampleRequest;
  /** Posts the request; the conversation that it leads to. */
  readonly post: () => Promise<string>;
};

const firstNames = ["Ada", "Grace", "Alan", "Edith", "Tim", "Mary", "Omar", "Joan"] as const;
const lastNames = ["Byron", "Hopper", "Turing", "Clarke", "Lee", "Jackson", "Reyes", "Murray"] as const;

const oneOf = (names: readonly string[]): string => names[randomInt(names.length)] ?? "";

const NUMBERS = "+447400";

export const demonstration = ({ ready }: LocalEngine, channel: Channel): Demonstration => {
  const [key] = ready.apiKeys;
  if (key === undefined) throw new Error("the stack has no project: there is nobody to send for");
  const tel = `${NUMBERS}${String(randomInt(1_000_000)).padStart(6, "0")}`;
  const requestId = randomUUID();
  const email = `${requestId.slice(0, 8)}@example.com`;
  const form = {
    company_id: key.company_id,
    project_id: key.project_id,
    channel,
    first_name: oneOf(firstNames),
    last_name: oneOf(lastNames),
    tel,
    email,
    consent: true,
    project_data: JSON.stringify(exampleData),
  };
  const body = requestOf(form, requestId, new Date());
  return {
    requestId,
    recipient: channel === "email" ? email : tel,
    channel,
    body,
    post: async () => {
      const answer = await fetch(`${ready.apiUrl}/initiate-conversation`, {
        method: "POST",
        headers: { "x-api-key": key.value, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const given = (await answer.json()) as { readonly conversation_id?: string; readonly error_code?: string };
      if (given.conversation_id === undefined)
        throw new Error(`the API refused the message: ${given.error_code ?? answer.status}`);
      return given.conversation_id;
    },
  };
};
