import { randomInt, randomUUID } from "node:crypto";
import type { Channel } from "../../runtime/request/channel";
import { type ExampleRequest, exampleData, requestOf } from "../api/example-request";
import type { LocalEngine } from "../source/local/local-engine";

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
