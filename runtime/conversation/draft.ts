import * as t from "io-ts";

/** What the assistant wrote, saved before it is sent, so that a retry sends the same words and does not buy them twice. */
export const Draft = t.readonly(
  t.type({
    variables: t.record(t.string, t.string),
    thread_id: t.string,
    prompt_tokens: t.number,
    completion_tokens: t.number,
    total_tokens: t.number,
  }),
);
export type Draft = t.TypeOf<typeof Draft>;
