import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { inputFor, instructionsFor, repairInput } from "../../../runtime/assistant/prompt";
import { safetyIdentifier } from "../../../runtime/assistant/safety-identifier";
import type { JsonObject } from "../../../runtime/codec/json-object";
import { channelSetup } from "../../../runtime/company/channel-setup";
import { conversationKey } from "../../../runtime/conversation/conversation-key";
import type { Prepared } from "../../../runtime/processor/stages";
import { writeDraft } from "../../../runtime/processor/write-draft";
import { contextObject } from "../../helpers/context-object";
import {
  type AssistantStep,
  assistantFails,
  cannotSay,
  fakeAssistant,
  fillsAll,
  says,
} from "../../helpers/fake-assistant";
import { happyProcessorEnv } from "../../helpers/processor-env";

const twilio = { _tag: "Twilio", twilio_account_sid: "AC1", twilio_auth_token: "token" } as const;

const prepared = (company: JsonObject = {}, template: string | null = "HX1"): Prepared => {
  const context = contextObject("sms", { company_data_payload: company });
  const setup = channelSetup(context.company_data_payload, "sms");
  if (E.isLeft(setup)) throw new Error(setup.left);
  const claimedAt = new Date("2026-11-20T11:45:33.000Z");
  return {
    context,
    key: conversationKey(context),
    lease: { lease_owner: "worker", lease_until: "2026-11-20T11:48:13.000Z" },
    claimedAt,
    heldUntil: () => new Date("2026-11-20T11:48:13.000Z"),
    savedDraft: undefined,
    setup: setup.right,
    credentials: template === null ? twilio : { ...twilio, twilio_template_sid: template },
    assistantKey: "the-key",
    receiptKey: "the-receipt-key",
  };
};

const written = async (steps: readonly AssistantStep[], what: Prepared = prepared()) => {
  const { assistant, calls } = fakeAssistant(...steps);
  const result = await writeDraft(what)(happyProcessorEnv({ assistant }).env)();
  return { result, calls };
};

const good = { "1": "Ada", "2": "Healthcare Assistant" };

const test = suite("write-draft");

test("the assistant is asked once, with all that it needs and no address of the recipient", async () => {
  const { calls } = await written([]);
  const { context } = prepared();

  assert.equal(calls, [
    {
      apiKey: "the-key",
      model: "gpt-6-luna",
      instructions: instructionsFor("Write to a candidate about a job."),
      input: inputFor(context),
      schema: {
        type: "object",
        properties: {
          "1": { type: "string", description: "the recipient's first name" },
          "2": { type: "string", description: "the role that they applied for" },
        },
        required: ["1", "2"],
        additionalProperties: false,
      },
      threadId: undefined,
      safetyIdentifier: safetyIdentifier("the-key", "+447400123456"),
      metadata: { conversation_id: context.conversation_data.conversation_id },
      timeoutMs: 45_000,
    },
  ]);
  const { apiKey, ...told } = calls[0] ?? {};
  assert.not.match(JSON.stringify(told), "447400123456");
  assert.not.match(JSON.stringify(told), "ada@example.com");
});

test("a good answer is the draft, with its thread and what it cost", async () => {
  const { result } = await written([says(JSON.stringify(good))]);

  assert.equal(
    result,
    E.right({ variables: good, thread_id: "conv_1", prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }),
  );
});

for (const [what, bad, fault] of [
  ["a refusal", cannotSay("the model refused"), "the model refused"],
  ["no JSON", says('{"1":'), "the answer is not JSON"],
  ["a variable too few", says('{"1":"Ada"}'), "the variables must be exactly 1, 2"],
  ["a variable too many", says('{"1":"Ada","2":"x","3":"y"}'), "the variables must be exactly 1, 2"],
  ["an empty variable", says('{"1":"Ada","2":" "}'), "variable 2 is empty"],
] as const) {
  test(`after ${what} it is asked once more in the same thread, told what was wrong, and both answers are counted`, async () => {
    const { result, calls } = await written([bad, says(JSON.stringify(good))]);

    assert.equal(calls.map(({ input, threadId }) => [input, threadId]).at(1), [repairInput(fault), "conv_1"]);
    assert.is(calls.length, 2);
    assert.equal(
      result,
      E.right({ variables: good, thread_id: "conv_1", prompt_tokens: 200, completion_tokens: 40, total_tokens: 240 }),
    );
  });

  test(`after ${what} twice there is no draft, and no third call`, async () => {
    const { result, calls } = await written([bad, bad]);

    assert.equal(result, E.left({ _tag: "AssistantRefused", reason: fault }));
    assert.is(calls.length, 2);
  });
}

test("an assistant that cannot be reached is not asked again at once", async () => {
  const down = { _tag: "AssistantUnavailable", reason: "no connection", retryAfterSeconds: undefined } as const;
  const { result, calls } = await written([assistantFails(down)]);

  assert.equal(result, E.left(down));
  assert.is(calls.length, 1);
});

test("a repair is not begun without time for it", async () => {
  const { assistant, calls } = fakeAssistant();
  const { env, clock } = happyProcessorEnv();
  const slow = {
    ask: (call: Parameters<typeof assistant.ask>[0]) => {
      clock.advance(159_000);
      return calls.length === 0 ? says("{}")(call) : fillsAll(call);
    },
  };

  assert.equal(await writeDraft(prepared())({ ...env, assistant: slow })(), E.left({ _tag: "OutOfTime" }));
});

test("the project's longest message holds", async () => {
  const long = { rate_limits: { max_message_length: 10 } };
  const { result } = await written([says(JSON.stringify(good)), says(JSON.stringify(good))], prepared(long));

  assert.equal(result, E.left({ _tag: "AssistantRefused", reason: "the variables together exceed 10 characters" }));
});

test("without a template the assistant writes the whole text", async () => {
  const { result, calls } = await written([says('{"body":"Hello Ada"}')], prepared({}, null));

  assert.equal(calls[0]?.schema.required, ["body"]);
  assert.equal(E.isRight(result) && result.right.variables, { body: "Hello Ada" });
});

test.run();
