import * as t from "io-ts";
import type { JsonObject } from "../../../runtime/codec/json-object";
import { type Refusal, refuse } from "../../refusal";

/** Milliseconds; API Gateway itself gives up after 29 seconds. */
const TIMEOUT_MS = 30_000;

const Accepted = t.type({ conversation_id: t.string });
const Refused = t.type({ error_code: t.string, message: t.string });

const reasonOf = (status: number, body: unknown): string =>
  Refused.is(body)
    ? `${body.error_code}, ${body.message}`
    : `${status}${status === 403 ? ": it does not know the key" : ""}`;

/** Posts a request to the API; the conversation's id, or why it was not accepted. */
export const postRequest = async (apiUrl: string, key: string, body: JsonObject): Promise<string | Refusal> => {
  const answer = await fetch(`${apiUrl}/initiate-conversation`, {
    method: "POST",
    headers: { "x-api-key": key, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const told: unknown = await answer.json().catch(() => undefined);
  return answer.status === 200 && Accepted.is(told)
    ? told.conversation_id
    : refuse(`the API answered ${reasonOf(answer.status, told)}`);
};
