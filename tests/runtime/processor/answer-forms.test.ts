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
import readings from "../adapters/answer-readings.json";

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

/** How often is asked, and in how many threads, where the first answer has a form; and what is told where all have. */
const courseOf = (form: AssistantFault): readonly [asked: number, opened: number, told: RegExp | undefined] => {
  const { ours } = readings[form];
  if ("error" in ours) return [1, 1, new RegExp(`^assistant: ${ours.reason.replace(/[()]/g, "\\$&")}$`)];
  if ("unusable" in ours) return [2, ours.endsThread ? 2 : 1, new RegExp(`^assistant: ${ours.unusable}$`)];
  return ours.text === "$whole" ? [1, 1, undefined] : [2, 1, /^assistant: (the answer|the variables|variable 1) /];
};

for (const form of assistantFaults) {
  const [asked, opened, told] = courseOf(form);
  const isOver = told !== undefined && asked === 1;

  if (!isOver)
    test(`${form}: the message is sent after ${asked} answers, and its thread alone is left`, async (context) => {
      context.openai.faults.add({ provider: "openai", fault: { assistant: form } });

      const { left, named, sends, ...what } = await outcome(context);

      assert.equal(what, { reason: null, asked, opened, threads: undefined });
      assert.equal([sends.length, left], [1, [named]]);
    });

  if (told !== undefined)
    test(`${form}, time and again: nothing is sent, the reason is told and no thread is left`, async (context) => {
      context.openai.faults.add({ provider: "openai", times: "always", fault: { assistant: form } });

      const { left, named, sends, reason, ...what } = await outcome(context);

      assert.match(String(reason), told);
      assert.equal(what, { asked, opened, threads: undefined });
      assert.equal([sends, left, named, context.openai.itemsHeld()], [[], [], null, 0]);
    });
}
