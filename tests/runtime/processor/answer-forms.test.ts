import { suite } from "uvu";
import * as assert from "uvu/assert";
import { openaiAssistant } from "../../../runtime/adapters/openai-assistant";
import { conversationKey } from "../../../runtime/conversation/message";
import { processMessage } from "../../../runtime/processor/process-message";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { type AssistantFault, assistantFaults } from "../../../tools/providers/injected-faults/injected-fault";
import { type OpenAiStandIn, startOpenAi } from "../../../tools/providers/openai/start-openai";
import { happyProcessorEnv } from "../../helpers/processor-env";
import { delivery } from "../../helpers/queue-message";

type Context = { openai: OpenAiStandIn };

const test = suite<Context>("answer forms");

test.before.each(async (context) => {
  context.openai = await startOpenAi();
});
test.after.each(({ openai }) => openai.stop());

const key = conversationKey(sampleMessage());

/** Delivers the example message once, and says what came of it: its reason, how often was asked and which of the threads are there. */
const outcome = async ({ openai }: Context) => {
  const { env, store, sends, clock } = happyProcessorEnv();
  await processMessage(delivery())({ ...env, assistant: openaiAssistant(openai.url, clock) })();
  const opened = openai.ledger.entries().filter(({ kind }) => kind === "conversation").length;
  const { failure_reason, thread_id, threads } = store.find(key) ?? {};
  const asked = openai.ledger.entries().filter(({ kind }) => kind === "response").length;
  return { reason: failure_reason, asked, opened, left: openai.conversationIds(), named: thread_id, threads, sends };
};

/** How often is asked, in how many threads, where the first answer has the form; and why nothing is sent, where all have. */
const forms: Readonly<Record<AssistantFault, readonly [asked: number, opened: number, reason: string | null]>> = {
  refusal: [2, 1, "the model refused"],
  incomplete: [2, 2, "incomplete: max_output_tokens"],
  incomplete_reasoning: [2, 2, "incomplete: max_output_tokens"],
  filtered: [2, 2, "incomplete: content_filter"],
  invalid_json: [2, 1, "the answer is not JSON"],
  missing_variable: [2, 1, "the variables must be exactly 1, 2"],
  extra_variable: [2, 1, "the variables must be exactly 1, 2"],
  empty_variable: [2, 1, "variable 1 is empty"],
  long_variable: [2, 1, "the variables together exceed 1000 characters"],
  failed: [1, 1, "response failed (server_error)"],
  cancelled: [1, 1, "response cancelled (no code)"],
  queued: [1, 1, "response queued (no code)"],
  reasoning: [1, 1, null],
  reasoning_only: [2, 2, "there is no final answer"],
  commentary: [1, 1, null],
  commentary_json: [1, 1, null],
  commentary_refusal: [1, 1, null],
  unknown_phase: [1, 1, null],
  preamble: [1, 1, null],
  twice: [1, 1, null],
  in_parts: [1, 1, null],
  no_status: [1, 1, null],
  no_usage: [1, 1, null],
};

for (const form of assistantFaults) {
  const [asked, opened, reason] = forms[form];
  const isRead = reason === null;
  const isOver = !isRead && asked === 1;

  if (!isOver)
    test(`${form}: the message is sent after ${asked} answers, and its thread alone is left`, async (context) => {
      context.openai.faults.add({ provider: "openai", fault: { assistant: form } });

      const { left, named, sends, ...what } = await outcome(context);

      assert.equal(what, { reason: null, asked, opened, threads: undefined });
      assert.equal([sends.length, left], [1, [named]]);
    });

  if (!isRead)
    test(`${form}, time and again: nothing is sent, the reason is told and no thread is left`, async (context) => {
      context.openai.faults.add({ provider: "openai", times: "always", fault: { assistant: form } });

      const { left, named, sends, ...what } = await outcome(context);

      assert.equal(what, { reason: `assistant: ${reason}`, asked, opened, threads: undefined });
      assert.equal([sends, left, named, context.openai.itemsHeld()], [[], [], null, 0]);
    });
}

test.run();
