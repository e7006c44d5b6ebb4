import { randomUUID } from "node:crypto";
import { DeleteItemCommand, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { fromAttributes, toAttributes } from "../../runtime/adapters/attribute-value";
import type { JsonObject } from "../../runtime/codec/json-object";
import type { Arrangement } from "../api/arrangement";
import type { LocalEngine } from "../source/local/local-engine";

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
