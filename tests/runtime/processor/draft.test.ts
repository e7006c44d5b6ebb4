import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { briefOf, inputFor, instructionsFor, repairInput, safetyIdentifier } from "../../../runtime/assistant/prompt";
import type { JsonObject } from "../../../runtime/codec/json";
import { variablesOf } from "../../../runtime/company/channel-setup";
import { conversationKey } from "../../../runtime/conversation/message";
import { writeDraft } from "../../../runtime/processor/draft";
import { processMessage } from "../../../runtime/processor/process-message";
import type { Prepared } from "../../../runtime/processor/stages";
import { exampleSecrets, twilioSecret } from "../../../tools/measure/sample/company-record";
import { processorSettings } from "../../../tools/measure/sample/functions";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import {
  type AssistantStep,
  assistantFails,
  cannotSay,
  fakeSecrets,
  fillsAll,
  refuses,
  says,
} from "../../helpers/fake-providers";
import { happyProcessorEnv } from "../../helpers/processor-env";
import { delivery, exampleClaim, exampleDraft, processorRecord } from "../../helpers/queue-message";

const key = conversationKey(sampleMessage());
const twilio = { _tag: "Twilio", twilio_account_sid: "AC1", twilio_auth_token: "token" } as const;

const prepared = (company: JsonObject = {}, template: string | null = "HX1"): Prepared => {
  const message = sampleMessage("sms", { company_data_payload: company });
  const setup = message.company.setups.sms;
  if (E.isLeft(setup)) throw new Error(setup.left);
  const credentials = template === null ? twilio : { ...twilio, twilio_template_sid: template };
  const found = {
    ...exampleClaim({ message }),
    setup: setup.right,
    credentials,
    assistantKey: "the-key",
    receiptKey: "the-receipt-key",
    consentKey: "the-consent-key",
  };
  return { ...found, ...briefOf({ ...found, variables: variablesOf(setup.right, credentials) }) };
};

const written = async (steps: readonly AssistantStep[], what: Prepared = prepared()) => {
  const { env, asked: calls, opened, closed } = happyProcessorEnv({}, [], steps);
  return { result: await writeDraft(what)(env)(), calls, threads: { opened, closed } };
};

const good = { "1": "Ada", "2": "Healthcare Assistant" };

const testWriteDraft = suite("write-draft");

testWriteDraft("the assistant is asked once, with all that it needs and no address of the recipient", async () => {
  const { calls } = await written([]);
  const { message } = prepared();

  assert.equal(calls, [
    {
      apiKey: "the-key",
      model: "gpt-6-luna",
      instructions: instructionsFor("Write to a candidate about a job."),
      input: inputFor(message),
      schema: {
        type: "object",
        properties: {
          "1": { type: "string", description: "the recipient's first name" },
          "2": { type: "string", description: "the role that they applied for" },
        },
        required: ["1", "2"],
        additionalProperties: false,
      },
      threadId: "conv_1",
      outputTokens: 4_096,
      safetyIdentifier: safetyIdentifier("the-key", "+447400123456"),
      metadata: { conversation_id: message.conversationId },
      timeoutMs: 45_000,
    },
  ]);
  const { apiKey, ...told } = calls[0] ?? {};
  assert.not.match(JSON.stringify(told), "447400123456");
  assert.not.match(JSON.stringify(told), "ada@example.com");
});

const rightly = says(JSON.stringify(good));
const refusal = cannotSay("the model refused");
const junk = says('{"1":');
const cut = cannotSay("incomplete: max_output_tokens", true);
const away = assistantFails({ _tag: "AssistantUnavailable", reason: "status 429", retryAfterSeconds: 7 });
const notTaken = assistantFails({ _tag: "AssistantRefused", reason: "status 400" });
const keyless = assistantFails({ _tag: "AssistantUnauthorised", reason: "status 401" });

const NO_JSON = "the answer is not JSON";
const WRONG_NAMES = "the variables must be exactly 1, 2";
const CUT = "incomplete: max_output_tokens";

type Course = readonly [steps: readonly AssistantStep[], asked: readonly string[], end: string];

/** What is asked where, and what is told; and the thread of the draft with the answers that were paid for, or why there is none. */
const courses: Readonly<Record<string, Course>> = {
  "a good answer": [[rightly], ["1"], "draft of 1, paid 1"],
  "a refusal": [[refusal, rightly], ["1", "1 the model refused"], "draft of 1, paid 2"],
  "no JSON": [[junk, rightly], ["1", `1 ${NO_JSON}`], "draft of 1, paid 2"],
  "a variable too few": [[says('{"1":"Ada"}'), rightly], ["1", `1 ${WRONG_NAMES}`], "draft of 1, paid 2"],
  "a variable too many": [
    [says('{"1":"A","2":"x","3":"y"}'), rightly],
    ["1", `1 ${WRONG_NAMES}`],
    "draft of 1, paid 2",
  ],
  "an empty variable": [[says('{"1":"A","2":" "}'), rightly], ["1", "1 variable 2 is empty"], "draft of 1, paid 2"],
  "two refusals": [[refusal, refusal], ["1", "1 the model refused"], "AssistantRefused: the model refused"],
  "another fault than before": [[junk, says("{}")], ["1", `1 ${NO_JSON}`], `AssistantRefused: ${WRONG_NAMES}`],
  "an answer that ends its thread": [[cut, rightly], ["1", `2 anew ${CUT}`], "draft of 2, paid 2"],
  "a repair that is cut off": [[junk, cut], ["1", `1 ${NO_JSON}`], `AssistantRefused: ${CUT}`],
  "a repair that is not taken": [
    [junk, notTaken, rightly],
    ["1", `1 ${NO_JSON}`, `2 anew ${NO_JSON}`],
    "draft of 2, paid 2",
  ],
  "two that are cut off": [[cut, cut], ["1", `2 anew ${CUT}`], `AssistantRefused: ${CUT}`],
  "another fault in the new thread": [[cut, junk], ["1", `2 anew ${CUT}`], `AssistantRefused: ${NO_JSON}`],
  "a new thread that is not taken": [
    [cut, notTaken],
    ["1", `2 anew ${CUT}`],
    `AssistantRefused: ${CUT}; then: status 400`,
  ],
  "no answer in the new thread": [
    [cut, away],
    ["1", `2 anew ${CUT}`],
    `AssistantUnavailable: ${CUT}; then: status 429`,
  ],
  "no answer": [[away], ["1"], "AssistantUnavailable: status 429"],
  "no answer to a repair": [[junk, away], ["1", `1 ${NO_JSON}`], `AssistantUnavailable: ${NO_JSON}; then: status 429`],
  "a key refused meanwhile": [
    [junk, keyless],
    ["1", `1 ${NO_JSON}`],
    `AssistantUnauthorised: ${NO_JSON}; then: status 401`,
  ],
};

/** The question that a course names: the first one, a repair in the same thread, or all of it in another with twice the room. */
const questionOf = (asked: string) => {
  const [, thread, anew, told = ""] = /^(\d)( anew)?(?: (.*))?$/.exec(asked) ?? [];
  const data = inputFor(prepared().message);
  const input = told === "" ? data : `${anew === undefined ? "" : `${data}\n\n`}${repairInput(told)}`;
  return { threadId: `conv_${thread}`, input, outputTokens: anew === undefined ? 4_096 : 8_192 };
};

for (const [what, [steps, asked, end]] of Object.entries(courses))
  testWriteDraft(`${what}: asked ${asked.length} times, and only a draft's thread is left`, async () => {
    const { result, calls, threads } = await written(steps);

    assert.equal(
      calls.map(({ threadId, input, outputTokens }) => ({ threadId, input, outputTokens })),
      asked.map(questionOf),
    );
    const left = threads.opened.filter((id) => !threads.closed.includes(id));
    if (E.isRight(result)) {
      const { variables, thread_id, ...paid } = result.right;
      const answers = paid.total_tokens / 120;
      assert.equal([variables, left], [good, [thread_id]]);
      assert.equal(paid, {
        prompt_tokens: 100 * answers,
        completion_tokens: 20 * answers,
        total_tokens: 120 * answers,
      });
      assert.is(`draft of ${thread_id.replace("conv_", "")}, paid ${answers}`, end);
    } else {
      assert.equal(left, []);
      assert.is([result.left._tag, ...("reason" in result.left ? [result.left.reason] : [])].join(": "), end);
    }
  });

testWriteDraft("a repair is not begun without time for it", async () => {
  const { env, clock, asked } = happyProcessorEnv();
  const slow = {
    ...env.assistant,
    ask: (call: Parameters<typeof env.assistant.ask>[0]) => {
      clock.advance(159_000);
      return asked.length === 0 ? says("{}")(call) : fillsAll(call);
    },
  };

  assert.equal(await writeDraft(prepared())({ ...env, assistant: slow })(), E.left({ _tag: "OutOfTime" }));
});

testWriteDraft("the project's longest message holds", async () => {
  const long = { rate_limits: { max_message_length: 10 } };
  const { result } = await written([says(JSON.stringify(good)), says(JSON.stringify(good))], prepared(long));

  assert.equal(result, E.left({ _tag: "AssistantRefused", reason: "the variables together exceed 10 characters" }));
});

testWriteDraft("without a template the assistant writes the whole text", async () => {
  const { result, calls } = await written([says('{"body":"Hello Ada"}')], prepared({}, null));

  assert.equal(calls[0]?.schema.required, ["body"]);
  assert.equal(E.isRight(result) && result.right.variables, { body: "Hello Ada" });
});

const busyCarrier = refuses({ _tag: "NotSent", reason: "too many requests (20429)", retryAfterSeconds: undefined });

const testDraft = suite("draft");

testDraft("every attempt stays on the record", async () => {
  const { env, store, clock, calls } = happyProcessorEnv({}, [busyCarrier]);

  await processMessage(delivery())(env)();
  clock.advance(60_000);
  await processMessage(delivery("whatsapp", {}, { receiveCount: 2 }))(env)();

  const [first, second] = calls.map(({ message }) => message.attemptId);
  assert.equal(store.find(key)?.attempts, [
    { attempt_id: first, sending_at: "2026-11-20T11:45:33.000Z", account: "882596f72330c7bb" },
    { attempt_id: second, sending_at: "2026-11-20T11:46:33.000Z", account: "882596f72330c7bb" },
  ]);
  assert.is(store.find(key)?.attempt_id, second);
});

const smsKey = conversationKey(sampleMessage("sms"));
const smsSettings = processorSettings({ channel: "sms" });
const secretsWith = (template: string | undefined) =>
  fakeSecrets(
    Object.fromEntries(
      Object.entries(exampleSecrets).map(([name, value]) => [
        name,
        name.includes("sms-credentials") ? JSON.stringify({ ...twilioSecret, twilio_template_sid: template }) : value,
      ]),
    ),
  ).secrets;

for (const [what, first, then, names] of [
  ["free text, and now there is a template", undefined, "HX1", ["1", "2"]],
  ["a template, and now there is none", "HX1", undefined, ["body"]],
  ["another template", "HX1", "HX2", ["1", "2"]],
] as const)
  testDraft(
    `what was written for ${what}, is written anew and never sent; an erasure still finds its thread`,
    async () => {
      const happy = happyProcessorEnv({ settings: smsSettings, secrets: secretsWith(first) }, [busyCarrier]);
      await processMessage(delivery("sms"))(happy.env)();
      happy.clock.advance(60_000);

      const env = { ...happy.env, secrets: secretsWith(then) };
      await processMessage(delivery("sms", {}, { receiveCount: 2 }))(env)();

      const { thread_id, threads, send_state } = happy.store.find(smsKey) ?? {};
      assert.equal(
        [happy.asked.length, happy.sends.map(({ variables }) => Object.keys(variables)), send_state],
        [2, [names], "sent"],
      );
      assert.equal([thread_id, threads, happy.closed], ["conv_2", ["conv_1"], []]);
    },
  );

for (const [what, variables, asks] of [
  ["the template's names is sent", { "1": "Ada", "2": "a job" }, 0],
  ["other names is written anew", { body: "Hello Ada" }, 1],
] as const)
  testDraft(`a draft of an older version, of which nobody knows what it was for, with ${what}`, async () => {
    const { env, store, asked, sends } = happyProcessorEnv();
    store.put(processorRecord({ send_state: "drafted", draft: exampleDraft(variables) }));

    await processMessage(delivery())(env)();

    assert.equal([asked.length, Object.keys(sends[0]?.variables ?? {})], [asks, ["1", "2"]]);
  });
