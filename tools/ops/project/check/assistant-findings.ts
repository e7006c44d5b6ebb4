import * as E from "fp-ts/Either";
import * as t from "io-ts";
import type { ProjectConfig } from "../../../../infra/config/project-config";
import { openaiKey, secretName } from "../../../../infra/names";
import { AssistantKey } from "../../../../runtime/company/channel-setup";
import type { Channel } from "../../../../runtime/request/request";
import { readSecret } from "../../../../runtime/secrets";
import type { StackInEffect } from "../stack-in-effect";
import { type Finding, findings } from "./finding";
import { modelFinding, modelsInUse, shutdownOf } from "./models";

const TIMEOUT_MS = 10_000;

/** What OpenAI tells of a model; a shut-down date stands in it once one is announced. */
export type OpenAiModel =
  | { readonly _tag: "Known"; readonly shutdown: string | undefined }
  | { readonly _tag: "Unknown" }
  | { readonly _tag: "Refused" }
  | { readonly _tag: "Silent"; readonly reason: string };

const Dated = t.type({ shutdown_date: t.string });
const DATE = /^\d{4}-\d\d-\d\d$/;

const dateIn = (body: unknown): string | undefined =>
  Dated.is(body) && DATE.test(body.shutdown_date) ? body.shutdown_date : undefined;

/** Asks OpenAI for one model (`GET /v1/models/{model}`). */
export const openaiModel = async (openaiUrl: string, key: string, model: string): Promise<OpenAiModel> => {
  try {
    const answer = await fetch(`${openaiUrl}/v1/models/${encodeURIComponent(model)}`, {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.status === 401 || answer.status === 403) return { _tag: "Refused" };
    if (answer.status === 404) return { _tag: "Unknown" };
    if (answer.status !== 200) return { _tag: "Silent", reason: `status ${answer.status}` };
    return { _tag: "Known", shutdown: dateIn(await answer.json()) };
  } catch (error) {
    return { _tag: "Silent", reason: error instanceof Error ? error.message : "no answer" };
  }
};

type Env = Pick<StackInEffect, "secrets" | "openaiUrl"> & { readonly stack: string; readonly now: Date };
type KeyRead = { readonly finding: Finding; readonly key: string | undefined };

const noMemory = { forgetAll: () => undefined };

const readKey = async (of: string, channel: Channel, { secrets, stack }: Env): Promise<KeyRead> => {
  const { ok, wrong } = findings(of);
  const subject = `${channel} assistant's key`;
  const read = await readSecret(
    secretName(openaiKey(channel), stack),
    AssistantKey,
  )({ secrets: { ...secrets, ...noMemory } })();
  return E.isRight(read)
    ? { finding: ok(subject, "present and well formed"), key: read.right.ai_api_key }
    : { finding: wrong(subject, read.left.reason), key: undefined };
};

const askOpenAi = async (
  of: string,
  model: string,
  key: string | undefined,
  { openaiUrl, now }: Env,
): Promise<Finding> => {
  const { warning, wrong } = findings(of);
  const subject = `model ${model}`;
  const told = key === undefined ? undefined : await openaiModel(openaiUrl, key, model);
  switch (told?._tag) {
    case undefined:
      return modelFinding(of, model, shutdownOf(model), now);
    case "Unknown":
      return wrong(subject, "OpenAI does not have it for this key");
    case "Refused":
      return wrong(subject, "OpenAI does not accept the key");
    case "Silent":
      return warning(subject, `OpenAI does not tell (${told.reason})`);
    case "Known":
      return modelFinding(of, model, told.shutdown ?? shutdownOf(model), now);
  }
};

/** The keys of a project's assistants, and whether OpenAI has their models and for how long. */
export const assistantFindings = async (of: string, project: ProjectConfig, env: Env): Promise<readonly Finding[]> => {
  const models = modelsInUse(project);
  const used = [...new Set(models.flatMap(({ channels }) => channels))];
  const keys = new Map(
    await Promise.all(used.map(async (channel) => [channel, await readKey(of, channel, env)] as const)),
  );
  const keyFor = (channels: readonly Channel[]): string | undefined =>
    channels.map((channel) => keys.get(channel)?.key).find((key) => key !== undefined);
  const told = await Promise.all(models.map(({ model, channels }) => askOpenAi(of, model, keyFor(channels), env)));
  return [...[...keys.values()].map(({ finding }) => finding), ...told];
};
