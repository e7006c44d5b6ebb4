import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { estimatedCost, type ModelPrices } from "../assistant/estimated-cost";
import type { LogEvent } from "../log/log-event";
import type { Assistant, AssistantAnswer, AssistantCall } from "../ports/assistant";
import type { Log } from "../ports/log";
import type { Stopwatch } from "../ports/stopwatch";
import type { Channel } from "../request/channel";

export type AssistantLogOptions = {
  readonly log: Log;
  readonly stopwatch: Stopwatch;
  readonly channel: Channel;
  readonly prices: ModelPrices;
};

const paidFor = (prices: ModelPrices, { model }: AssistantCall, { usage }: AssistantAnswer): Partial<LogEvent> => {
  const cost = estimatedCost(prices, model, usage);
  return {
    prompt_tokens: usage.prompt_tokens,
    completion_tokens: usage.completion_tokens,
    ...(cost === undefined ? {} : { estimated_cost: cost }),
  };
};

/** The same assistant, with a log line for each call: how long it took, what it used and what became of it. */
export const withAssistantLog = (
  assistant: Assistant,
  { log, stopwatch, channel, prices }: AssistantLogOptions,
): Assistant => ({
  ask: (call) => () => {
    const elapsed = stopwatch();
    const event = (status: string): LogEvent => ({
      event: "assistant_called",
      ...(call.metadata.conversation_id === undefined ? {} : { conversation_id: call.metadata.conversation_id }),
      channel,
      model: call.model,
      status,
      duration_ms: elapsed(),
    });
    return pipe(
      assistant.ask(call),
      TE.tapIO((answer) => () => log.info({ ...event("Answered"), ...paidFor(prices, call, answer) })()),
      TE.tapError(({ _tag }) => TE.fromIO(() => log.info(event(_tag))())),
    )();
  },
});
