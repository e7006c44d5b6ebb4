import { randomUUID } from "node:crypto";
import { DeleteItemCommand, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { fromAttributes, toAttributes } from "../../../runtime/adapters/dynamo-items";
import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import { type Arrangement, arrangements, type TryAnswer } from "../api/try-request";
import type { Sender } from "../server/console-parts";
import { choiceField, projectField } from "../server/input";
import { BadInput } from "../server/reply";
import type { LocalEngine } from "../source/local/engine-feed";

type Project = { readonly company_id: string; readonly project_id: string };

/** What holds while a request is sent, and how to end it. */
export type Arranged = { readonly project: Project; readonly end: () => Promise<void> };

/** A project like the given one under the same key, gone again afterwards. */
const projectLike = async (engine: LocalEngine, project: Project, changes: JsonObject): Promise<Arranged> => {
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

/** Makes an arrangement for one request of a project. */
export const arrange = async (
  engine: LocalEngine,
  project: Project,
  arrangement: Arrangement | undefined,
): Promise<Arranged> => {
  const { taps } = engine.services;
  const ending = (end: () => void): Arranged => ({ project, end: async () => end() });
  switch (arrangement) {
    case "inactive-project":
      return projectLike(engine, project, { project_status: "inactive" });
    case "no-channel":
      return projectLike(engine, project, { allowed_channels: [] });
    case "misconfigured-project":
      return projectLike(engine, project, { channel_config: undefined });
    case "unreadable-table":
      return ending(taps.dynamo.refuse(({ body }) => body.includes(engine.ready.tables.company)));
    case "refusing-queue":
      return ending(taps.queues.refuseSends());
    case undefined:
      return ending(() => undefined);
  }
};

const keyChoices = ["own", "other", "none"] as const;

const conversationIn = (text: string): string | null => {
  try {
    const body: unknown = JSON.parse(text);
    return isJsonObject(body) && typeof body.conversation_id === "string" ? body.conversation_id : null;
  } catch {
    return null;
  }
};

const bodyOf = ({ body }: JsonObject): string => {
  if (typeof body !== "string") throw new BadInput("body must be the text to send");
  return body;
};

/** Sends requests to a local engine's API with its projects' keys. */
export const localSender = (engine: LocalEngine): Sender => {
  const keyOf = (company: string, project: string): string | undefined =>
    engine.ready.apiKeys.find(({ company_id, project_id }) => company_id === company && project_id === project)?.value;

  const post = async (body: string, key: string | undefined): Promise<TryAnswer> => {
    const began = performance.now();
    const answer = await fetch(`${engine.ready.apiUrl}/initiate-conversation`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key === undefined ? {} : { "x-api-key": key }) },
      body,
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: text,
      milliseconds: Math.round(performance.now() - began),
      conversation_id: conversationIn(text),
    };
  };

  return {
    keyOf,
    send: async (input) => {
      const project = projectField(input);
      const body = bodyOf(input);
      const choice = choiceField(input, "key", keyChoices);
      const arrangement = input.arrangement === undefined ? undefined : choiceField(input, "arrangement", arrangements);
      const own = keyOf(project.company_id, project.project_id);
      const other = engine.ready.apiKeys.find(({ value }) => value !== own)?.value;
      const key = { own, other, none: undefined }[choice];
      const arranged = await arrange(engine, project, arrangement);
      try {
        return await post(body.replaceAll(project.project_id, arranged.project.project_id), key);
      } finally {
        await arranged.end();
      }
    },
  };
};
