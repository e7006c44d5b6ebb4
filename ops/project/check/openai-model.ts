import * as t from "io-ts";

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
