import { randomUUID } from "node:crypto";
import { DeleteItemCommand, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import * as E from "fp-ts/Either";
import { constNull, flow, pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import { fromAttributes, toAttributes } from "../../../runtime/codec/attribute-value";
import { decodeOr, type JsonObject, parseJson } from "../../../runtime/codec/json";
import { guardKeyOf } from "../../../runtime/conversation/request-guard";
import { type Arrangement, arrangements, type TryAnswer } from "../api/try-request";
import type { Sender } from "../server/console-parts";
import { asked, ProjectIds } from "../server/input";
import type { LocalEngine } from "../source/local/engine-feed";

/** What holds while a request is sent, and how to end it. */
type Arranged = { readonly project: ProjectIds; readonly end: () => Promise<void> };

/** A project like the given one under the same key, gone again afterwards. */
const projectLike = async (engine: LocalEngine, project: ProjectIds, changes: JsonObject): Promise<Arranged> => {
  const { dynamo } = engine.services.cloud;
  const TableName = engine.ready.tables.company;
  const { Item = {} } = await dynamo.send(new GetItemCommand({ TableName, Key: toAttributes(project) }));
  const copy = { company_id: project.company_id, project_id: `example-${randomUUID().slice(0, 8)}` };
  await dynamo.send(
    new PutItemCommand({ TableName, Item: toAttributes({ ...fromAttributes(Item), ...changes, ...copy }) }),
  );
  return {
    project: copy,
    end: async () => void (await dynamo.send(new DeleteItemCommand({ TableName, Key: toAttributes(copy) }))),
  };
};

const requestIdIn = flow(
  parseJson(() => null),
  E.chain(decodeOr(t.type({ request_data: t.type({ request_id: t.string }) }), () => null)),
  E.match(constNull, ({ request_data }) => request_data.request_id),
);

/** The guard of a request that is none, gone again afterwards. */
const takenId = async (engine: LocalEngine, project: ProjectIds, body: string): Promise<Arranged> => {
  const { dynamo } = engine.services.cloud;
  const TableName = engine.ready.tables.conversations;
  const key = guardKeyOf(project.company_id, project.project_id, requestIdIn(body) ?? "none");
  const guard = {
    ...key,
    winner: { primary_channel: "another's", conversation_id: "another" },
    fingerprint: "another",
  };
  await dynamo.send(new PutItemCommand({ TableName, Item: toAttributes(guard) }));
  const end = async () => void (await dynamo.send(new DeleteItemCommand({ TableName, Key: toAttributes(key) })));
  return { project, end };
};

/** Makes an arrangement for one request of a project. */
const arrange = async (
  engine: LocalEngine,
  project: ProjectIds,
  arrangement: Arrangement | undefined,
  body: string,
): Promise<Arranged> => {
  const { taps } = engine.services;
  const ending = (end: () => void): Arranged => ({ project, end: async () => end() });
  switch (arrangement) {
    case "inactive-project":
      return projectLike(engine, project, { project_status: "inactive" });
    case "no-channel":
      return projectLike(engine, project, { allowed_channels: [] });
    case "reached-limit":
      return projectLike(engine, project, { rate_limits: { messages_per_day: 0 } });
    case "misconfigured-project":
      return projectLike(engine, project, { channel_config: undefined });
    case "unreadable-table":
      return ending(taps.dynamo.refuse(({ body }) => body.includes(engine.ready.tables.company)));
    case "taken-id":
      return takenId(engine, project, body);
    case "refusing-queue":
      return ending(taps.queues.refuse(({ operation }) => operation.startsWith("SendMessage")));
    case undefined:
      return ending(() => undefined);
  }
};

const idIn = flow(
  parseJson(() => null),
  E.chain(decodeOr(t.type({ conversation_id: t.string }), () => null)),
  E.match(constNull, ({ conversation_id }) => conversation_id),
);

/** Posts a request to the engine's API. */
export const postRequest = async (
  { ready }: LocalEngine,
  body: string,
  key: string | undefined,
): Promise<TryAnswer> => {
  const began = performance.now();
  const answer = await fetch(`${ready.apiUrl}/initiate-conversation`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(key === undefined ? {} : { "x-api-key": key }) },
    body,
  });
  const text = await answer.text();
  return {
    status: answer.status,
    body: text,
    milliseconds: Math.round(performance.now() - began),
    conversation_id: idIn(text),
  };
};

const TryInput = t.intersection([
  t.type({ project: ProjectIds, body: t.string, key: t.keyof({ own: null, other: null, none: null }) }),
  t.partial({ arrangement: t.keyof(arrangements) }),
]);

/** Sends requests to a local engine's API with its projects' keys. */
export const localSender = (engine: LocalEngine): Sender => {
  const keyOf = (company: string, project: string, keyId?: string): string | undefined =>
    engine.ready.apiKeys.find(
      ({ company_id, project_id, id }) =>
        company_id === company && project_id === project && (keyId === undefined || id === keyId),
    )?.value;

  const send = async ({ project, body, key, arrangement }: t.TypeOf<typeof TryInput>): Promise<TryAnswer> => {
    const own = keyOf(project.company_id, project.project_id);
    const other = engine.ready.apiKeys.find(({ value }) => value !== own)?.value;
    const arranged = await arrange(engine, project, arrangement, body);
    try {
      const asArranged = body.replaceAll(project.project_id, arranged.project.project_id);
      return await postRequest(engine, asArranged, { own, other, none: undefined }[key]);
    } finally {
      await arranged.end();
    }
  };

  return {
    keyOf,
    send: (input) =>
      pipe(
        input,
        asked(TryInput),
        TE.fromEither,
        TE.chainTaskK((given) => () => send(given)),
      )(),
  };
};
