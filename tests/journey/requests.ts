import { randomUUID } from "node:crypto";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json";
import type { Channel } from "../../runtime/request/request";
import type { Ready } from "../../tools/engine/run/ready";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import { validBody } from "../../tools/measure/sample/request";
import { undescribedIn } from "../helpers/described";

/** A request as a client would send it, to a recipient of its own. */
export type Request = {
  readonly body: JsonObject;
  readonly requestId: string;
  readonly channel: Channel;
  /** The recipient's address on the channel. */
  readonly recipient: string;
};

let recipients = 0;

/** A sound request with an id and a recipient that no other one has. */
export const newRequest = (channel: Channel = "whatsapp", overrides: JsonObject = {}): Request => {
  recipients += 1;
  const requestId = randomUUID();
  const tel = `+4474001${String(recipients).padStart(5, "0")}`;
  const email = `person-${recipients}@example.com`;
  const body = validBody({
    recipient_data: { recipient_tel: tel, recipient_email: email },
    request_data: { request_id: requestId, channel_method: channel },
  });
  return {
    body: deepOverride(body, overrides),
    requestId,
    channel,
    recipient: channel === "email" ? email : tel,
  };
};

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
};

type Sent = Pick<RequestInit, "method" | "headers">;

/** Sends to a path of the API, with no more headers than given; the answer is one that the published description has. */
export const call = async (
  { apiUrl }: Ready,
  path: string,
  body: string | Buffer | undefined,
  sent: Sent,
): Promise<Answer> => {
  const answer = await fetch(`${apiUrl}${path}`, {
    method: "POST",
    ...sent,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : new Uint8Array(body) }),
  });
  const text = await answer.text();
  const told = { status: answer.status, headers: answer.headers, text };
  assert.equal(undescribedIn(sent.method ?? "POST", path, told), []);
  const isJson = answer.headers.get("content-type")?.startsWith("application/json") && text !== "";
  return { ...told, body: isJson ? JSON.parse(text) : {} };
};

/** The value of a demonstration project's key. */
export const keyOf = ({ apiKeys }: Ready, companyId = "ci-aaa-001"): string => {
  const key = apiKeys.find(({ company_id }) => company_id === companyId);
  if (key === undefined) throw new Error(`no key of ${companyId}`);
  return key.value;
};

/** Posts a request as a client of the first demonstration project does: text and bytes as they are, anything else as JSON. */
export const post = (ready: Ready, body: unknown, key = keyOf(ready)): Promise<Answer> =>
  call(
    ready,
    "/initiate-conversation",
    typeof body === "string" || body instanceof Buffer ? body : JSON.stringify(body),
    {
      headers: { "x-api-key": key, "content-type": "application/json" },
    },
  );

type Ids = { readonly company_id: string; readonly project_id: string };

const demonstration: Ids = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };

/** The path of a request's conversation, for who asks or acts. */
export const conversationPath = (requestId: string, { company_id, project_id }: Ids = demonstration): string =>
  `/conversations/${company_id}/${project_id}/${requestId}`;

/** Asks what became of a request. */
export const ask = (ready: Ready, { requestId }: Pick<Request, "requestId">, key = keyOf(ready), of?: Ids) =>
  call(ready, conversationPath(requestId, of), undefined, { method: "GET", headers: { "x-api-key": key } });

/** Cancels a request. */
export const cancel = (
  ready: Ready,
  { requestId }: Pick<Request, "requestId">,
  action?: JsonObject,
  key = keyOf(ready),
  of?: Ids,
) =>
  call(ready, `${conversationPath(requestId, of)}/cancel`, action && JSON.stringify(action), {
    headers: { "x-api-key": key },
  });

/** What API Gateway makes anew for each answer. */
const PER_ANSWER = ["date", "x-amzn-requestid", "x-amz-apigw-id"];

/** An answer without what names this one request, for a comparison byte by byte. */
export const unnamedAnswer = ({ status, headers, text }: Answer, requestId: string) => ({
  status,
  headers: [...headers].filter(([name]) => !PER_ANSWER.includes(name)),
  text: text.replace(requestId, "ID"),
});
