import * as E from "fp-ts/Either";
import type { ProjectConfig } from "../../../infra/config/project-config";
import { openaiKey, secretName } from "../../../infra/secret-names";
import type { Channel } from "../../../runtime/request/channel";
import { AssistantKey } from "../../../runtime/secrets/assistant-key";
import { readSecret } from "../../../runtime/secrets/read-secret";
import type { StackInEffect } from "../connect/stack-in-effect";
import { type Finding, findings } from "./finding";
import { modelFinding } from "./model-finding";
import { shutdownOf } from "./model-shutdowns";
import { modelsInUse } from "./models-in-use";
import { openaiModel } from "./openai-model";

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
