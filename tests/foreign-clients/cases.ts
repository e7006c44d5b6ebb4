import { randomUUID } from "node:crypto";
import published from "../../docs/openapi.json";
import type { JsonObject } from "../../runtime/codec/json";
import type { Ready } from "../../tools/engine/run/ready";
import { deepOverride } from "../../tools/measure/sample/deep-override";

type Example = { readonly value: JsonObject };
type Content = { readonly "application/json": { readonly examples: Readonly<Record<string, Example>> } };
type Operation = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};

/** Every operation of the description. */
export const operations = Object.values(published.paths as object as Record<string, Record<string, Operation>>).flatMap(
  (methods) => Object.values(methods),
);

/** The events that are described, by the name of their schema, with an example of each. */
export const events = Object.values(published.webhooks).map(({ post }) => {
  const { schema, examples } = post.requestBody.content["application/json"];
  return { name: schema.$ref.split("/").at(-1) ?? "", value: examples.event.value };
});

/** The examples of an operation's body and of its answers, by status. */
export const examplesOf = ({ requestBody, responses }: Operation) => ({
  bodies: Object.values(requestBody?.content["application/json"].examples ?? {}).map(({ value }) => value),
  answers: Object.entries(responses).flatMap(([status, { content }]) =>
    Object.values(content?.["application/json"].examples ?? {}).map(({ value }) => ({ status: Number(status), value })),
  ),
});

/** One call by a generated client, and what it must give back. */
export type Case = {
  readonly operation: string;
  readonly tag: string;
  readonly url: string;
  readonly key: string;
  readonly path: Readonly<Record<string, string>>;
  readonly body: JsonObject | null;
  readonly status: number;
  /** The answer, or some of its fields. */
  readonly answer: JsonObject;
};

const ids = {
  company_id: "ci-aaa-001",
  project_id: "pi-aaa-001",
  request_id: "550e8400-e29b-41d4-a716-446655440001",
};

const pathOf = ({ operationId }: Operation): Case["path"] =>
  operationId.endsWith("Conversation") && operationId !== "initiateConversation" ? ids : {};

/** A call for each answer that is described; `urlOf` is where a server gives that answer. */
export const describedCases = (urlOf: (at: number) => string): readonly Case[] =>
  operations
    .filter(({ operationId }) => !operationId.startsWith("preflight"))
    .flatMap((operation) => {
      const { bodies, answers } = examplesOf(operation);
      return answers.map(({ status, value }) => ({ operation, body: bodies[0] ?? null, status, value }));
    })
    .map(({ operation, body, status, value }, at) => ({
      operation: operation.operationId,
      tag: operation.tags[0] ?? "",
      url: urlOf(at),
      key: "a-key",
      path: pathOf(operation),
      body,
      status,
      answer: value,
    }));

/** Calls that the engine answers: taken, refused by the gateway, refused by the engine. */
export const engineCases = ({ apiUrl: url, apiKeys }: Ready): readonly Case[] => {
  const [own] = apiKeys;
  const initiate = operations.find(({ operationId }) => operationId === "initiateConversation");
  const [example = {}] = initiate === undefined ? [] : examplesOf(initiate).bodies;
  const request_id = randomUUID();
  const { company_id = "", project_id = "" } = own ?? {};
  const body = deepOverride(example, { company_data: { company_id, project_id }, request_data: { request_id } });
  const begin = { operation: "initiateConversation", tag: "Conversations", url, key: own?.value ?? "", path: {}, body };
  const ask = {
    ...begin,
    operation: "getConversation",
    path: { company_id, project_id, request_id: randomUUID() },
    body: null,
  };
  return [
    { ...begin, status: 200, answer: { status: "success", request_id } },
    { ...begin, key: "wrong", status: 403, answer: { message: "Forbidden" } },
    {
      ...begin,
      body: deepOverride(body, { recipient_data: { comms_consent: false } }),
      status: 403,
      answer: { error_code: "COMMS_CONSENT_REQUIRED" },
    },
    {
      ...begin,
      body: deepOverride(body, { recipient_data: { recipient_tel: "+44 1" } }),
      status: 400,
      answer: { error_code: "INVALID_RECIPIENT_TEL", request_id },
    },
    { ...ask, status: 404, answer: { error_code: "CONVERSATION_NOT_FOUND" } },
    { ...ask, key: "wrong", status: 403, answer: { message: "Forbidden" } },
    {
      ...ask,
      operation: "cancelConversation",
      body: {},
      status: 200,
      answer: { conversation_status: "cancelled", conversation_id: null },
    },
  ];
};
