import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { toAttributes } from "../../../runtime/adapters/attribute-value";
import { companyRecord } from "../../../tests/helpers/company-record";
import { exampleSecrets } from "../../../tests/helpers/fake-secrets";

/** Whom a call goes to; every kind has a fixed delay. */
export type Kind = "store" | "queue" | "secrets" | "assistant" | "thread" | "template" | "carrier";

export type Call = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type Answer = {
  /** The operation, as it is counted. */
  readonly name: string;
  readonly kind: Kind;
  readonly status: number;
  readonly body: unknown;
};

const ok = (kind: Kind, name: string, body: unknown = {}, status = 200): Answer => ({ kind, name, body, status });

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

/** An answer that fills every variable of the schema that was asked for. */
const filled = ({
  text,
}: {
  readonly text: { readonly format: { readonly schema: { readonly properties: object } } };
}) =>
  JSON.stringify(Object.fromEntries(Object.keys(text.format.schema.properties).map((name) => [name, "some words"])));

const response = (body: string) => ({
  id: "resp_1",
  object: "response",
  status: "completed",
  output: [
    {
      type: "message",
      role: "assistant",
      status: "completed",
      content: [{ type: "output_text", text: filled(JSON.parse(body)), annotations: [] }],
    },
  ],
  usage: { input_tokens: 100, output_tokens: 20, total_tokens: 120 },
});

const ofAws: Readonly<Record<string, (body: string) => Answer>> = {
  "DynamoDB_20120810.GetItem": () => ok("store", "GetItem", { Item: toAttributes(companyRecord()) }),
  "DynamoDB_20120810.PutItem": () => ok("store", "PutItem"),
  "DynamoDB_20120810.UpdateItem": () => ok("store", "UpdateItem"),
  "AmazonSQS.SendMessage": (body) =>
    ok("queue", "SendMessage", { MessageId: "m", MD5OfMessageBody: md5(JSON.parse(body).MessageBody) }),
  "AmazonSQS.ChangeMessageVisibility": () => ok("queue", "ChangeMessageVisibility"),
  "secretsmanager.GetSecretValue": (body) =>
    ok("secrets", "GetSecretValue", { SecretString: exampleSecrets[JSON.parse(body).SecretId] }),
};

type Route = readonly [pattern: RegExp, answer: (body: string) => Answer];

const routes: readonly Route[] = [
  [/^POST \/v1\/conversations$/, () => ok("thread", "conversations.create", { id: "conv_1", object: "conversation" })],
  [/^POST \/v1\/responses$/, (body) => ok("assistant", "responses.create", response(body))],
  [/^GET \/v1\/Content\//, () => ok("template", "template", { sid: "HX1", variables: { "1": "a", "2": "b" } })],
  [/^POST .*\/Messages\.json$/, () => ok("carrier", "send", { sid: "SM1", status: "queued", body: "some words" }, 201)],
  [/^POST \/v3\/mail\/send$/, () => ok("carrier", "send", "", 202)],
];

/** What the stand-in answers; an unknown call is an error, so that nothing is measured that does not happen. */
export const answerTo = ({ method, url, headers, body }: Call): Answer => {
  const answer =
    ofAws[String(headers["x-amz-target"])] ?? routes.find(([pattern]) => pattern.test(`${method} ${url}`))?.[1];
  if (answer === undefined) throw new Error(`the stand-in knows no ${method} ${url} ${headers["x-amz-target"] ?? ""}`);
  return answer(body);
};
