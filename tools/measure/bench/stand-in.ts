import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as after } from "node:timers/promises";
import { toAttributes } from "../../../runtime/codec/attribute-value";
import { programs } from "../../aws/guard";
import { listenOnLoopback } from "../../aws/http";
import { companyRecord, exampleSecrets } from "../sample/company-record";

/** Whom a call goes to; every kind has a fixed delay. */
type Kind = "store" | "queue" | "secrets" | "assistant" | "thread" | "template" | "carrier";

type Answer = {
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

/** The packages are the local stack's, the example's secrets those of dev. */
const secretOf = (name: string): string | undefined => exampleSecrets[name.replace(/-local$/, "-dev")];

const ofAws: Readonly<Record<string, (body: string) => Answer>> = {
  "DynamoDB_20120810.GetItem": (body) =>
    ok("store", "GetItem", JSON.parse(body).TableName === "companies" ? { Item: toAttributes(companyRecord()) } : {}),
  "DynamoDB_20120810.PutItem": () => ok("store", "PutItem"),
  "DynamoDB_20120810.UpdateItem": () => ok("store", "UpdateItem"),
  "AmazonSQS.SendMessage": (body) =>
    ok("queue", "SendMessage", { MessageId: "m", MD5OfMessageBody: md5(JSON.parse(body).MessageBody) }),
  "AmazonSQS.ChangeMessageVisibility": () => ok("queue", "ChangeMessageVisibility"),
  "secretsmanager.GetSecretValue": (body) =>
    ok("secrets", "GetSecretValue", { SecretString: secretOf(JSON.parse(body).SecretId) }),
};

const routes: readonly (readonly [pattern: RegExp, answer: (body: string) => Answer])[] = [
  [/^POST \/v1\/conversations$/, () => ok("thread", "conversations.create", { id: "conv_1", object: "conversation" })],
  [/^POST \/v1\/responses$/, (body) => ok("assistant", "responses.create", response(body))],
  [/^GET \/v1\/Content\//, () => ok("template", "template", { sid: "HX1", variables: { "1": "a", "2": "b" } })],
  [/^POST .*\/Messages\.json$/, () => ok("carrier", "send", { sid: "SM1", status: "queued", body: "some words" }, 201)],
  [/^POST \/v3\/mail\/send$/, () => ok("carrier", "send", "", 202)],
];

/** What the stand-in answers; an unknown call is an error, so that nothing is measured that does not happen. */
const answerTo = (call: string, target: string, body: string): Answer => {
  const answer = ofAws[target] ?? routes.find(([pattern]) => pattern.test(call))?.[1];
  if (answer === undefined) throw new Error(`the stand-in knows no ${call} ${target}`);
  return answer(body);
};

/** Milliseconds that the answers of each kind take. */
export type Delays = Readonly<Record<Kind, number>>;

export const noDelays: Delays = {
  store: 0,
  queue: 0,
  secrets: 0,
  assistant: 0,
  thread: 0,
  template: 0,
  carrier: 0,
};

const write = (response: ServerResponse, { status, body }: Answer): void => {
  response.writeHead(status, { "Content-Type": "application/json", "X-Message-Id": "mail-1" });
  response.end(body === "" ? "" : JSON.stringify(body));
};

/** One server for every service that the functions call: it answers as if all went well, after a fixed time, and counts. */
export const startStandIn = async () => {
  let delays = noDelays;
  let counts: Readonly<Record<string, number>> = {};
  let underWay = 0;
  let trips = 0;
  const bodies = new Map<string, string>();
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url = "", headers } = request;
    const body = await text(request);
    const answer = answerTo(`${method} ${url}`, String(headers["x-amz-target"] ?? ""), body);
    bodies.set(answer.name, body);
    counts = { ...counts, [answer.name]: (counts[answer.name] ?? 0) + 1 };
    trips += underWay === 0 ? 1 : 0;
    underWay += 1;
    const delay = delays[answer.kind];
    if (delay > 0) await after(delay);
    underWay -= 1;
    write(response, answer);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      response.writeHead(500).end();
    });
  });
  const { url, stop } = await listenOnLoopback("the bench's stand-in", 0, server, programs);
  return {
    url,
    stop,
    /** Calls so far by operation. */
    counts: () => counts,
    /** How often a caller waited: calls at the same time are one trip, where one caller makes them all and they take some time. */
    trips: () => trips,
    forgetCounts: (): void => {
      counts = {};
      trips = 0;
    },
    /** What the last call of an operation sent. */
    lastBody: (operation: string): string => bodies.get(operation) ?? "",
    setDelays: (given: Delays): void => {
      delays = given;
    },
  };
};
export type StandIn = Awaited<ReturnType<typeof startStandIn>>;
