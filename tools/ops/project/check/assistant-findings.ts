import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { assistantKey, secretName } from "../../../../infra/names";
import { AssistantKey } from "../../../../runtime/company/channel-setup";
import type { Channel } from "../../../../runtime/request/request";
import { readSecret } from "../../../../runtime/secrets";
import { wordsOf } from "../../../command-line";
import { type Finding, ok, type Subject, warning, wrong } from "./finding";
import { modelFinding, modelsInUse, shutdownOf } from "./models";

const TIMEOUT_MS = 10_000;

const Dated = t.type({ shutdown_date: t.string });
const DATE = /^\d{4}-\d\d-\d\d$/;

/** The shut-down date, which stands in OpenAI's answer once one is announced. */
const dateIn = (body: unknown): string | undefined =>
  Dated.is(body) && DATE.test(body.shutdown_date) ? body.shutdown_date : undefined;

/** What OpenAI tells of one model (`GET /v1/models/{model}`). */
const askOpenAi = async (model: string, key: string, { inEffect, now }: Subject): Promise<Finding> => {
  const subject = `model ${model}`;
  try {
    const answer = await fetch(`${inEffect.openaiUrl}/v1/models/${encodeURIComponent(model)}`, {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    switch (answer.status) {
      case 200:
        return modelFinding(model, dateIn(await answer.json()) ?? shutdownOf(model), now);
      case 401:
      case 403:
        return wrong(subject, "OpenAI does not accept the key");
      case 404:
        return wrong(subject, "OpenAI does not have it for this key");
      default:
        return warning(subject, `OpenAI does not tell (status ${answer.status})`);
    }
  } catch (error) {
    return warning(subject, `OpenAI does not tell (${wordsOf(error)})`);
  }
};

const readKey = async (channel: Channel, { project, inEffect, stack }: Subject) => {
  const subject = `${channel} assistant's key`;
  const read = await readSecret(secretName(assistantKey(channel, project), stack), AssistantKey)(inEffect)();
  return E.isRight(read)
    ? { finding: ok(subject, "present and well formed"), key: read.right.ai_api_key }
    : { finding: wrong(subject, read.left.reason), key: undefined };
};

/** The keys of a project's assistants, and whether OpenAI has their models and for how long. */
export const assistantFindings = async (subject: Subject): Promise<readonly Finding[]> => {
  const models = modelsInUse(subject.project);
  const used = [...new Set(models.flatMap(({ channels }) => channels))];
  const keys = new Map(
    await Promise.all(used.map(async (channel) => [channel, await readKey(channel, subject)] as const)),
  );
  const told = await Promise.all(
    models.map(({ model, channels }) => {
      const key = channels.map((channel) => keys.get(channel)?.key).find((one) => one !== undefined);
      return key === undefined ? modelFinding(model, shutdownOf(model), subject.now) : askOpenAi(model, key, subject);
    }),
  );
  return [...[...keys.values()].map(({ finding }) => finding), ...told];
};
