import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { conversationKey } from "../../../runtime/conversation/message";
import type { AssistantError } from "../../../runtime/ports/assistant";
import type { CarrierError } from "../../../runtime/ports/carrier";
import { processMessage } from "../../../runtime/processor/process-message";
import { handleSetback } from "../../../runtime/processor/setback";
import { identityOf, type ProcessorEnv, type Setback } from "../../../runtime/processor/stages";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import {
  assistantFails,
  cannotSay,
  exampleSecrets,
  fakeAssistant,
  fakeCarrier,
  fakeSecrets,
  refuses,
} from "../../helpers/fake-providers";
import { beforeSending, happyProcessorEnv } from "../../helpers/processor-env";
import { delivery, exampleClaim } from "../../helpers/queue-message";

const key = conversationKey(sampleMessage());
const OPENAI_SECRET = "ai-multi-comms/openai-api-key/whatsapp-dev";
const WHATSAPP_SECRET = "ai-multi-comms/whatsapp-credentials/cucumber-recruitment/clarify-cv/twilio-dev";

/** Reason, log level, the secrets that are forgotten, seconds until it comes back; status, status at the last receive, state left. */
type Row = readonly [string, "warn" | "error", readonly string[], number | "done", string?, string?, string?];

/** One setback of each kind, with what it must do; the type makes a new kind fail here until it is added. */
const rows: { readonly [K in Setback["_tag"]]: readonly [Omit<Extract<Setback, { _tag: K }>, "_tag">, Row] } = {
  SetupIncomplete: [{ reason: "x" }, ["x", "error", [], 1, "failed_unknown", "failed_unknown"]],
  SecretMissing: [
    { reason: "x" },
    ["x", "error", [WHATSAPP_SECRET, OPENAI_SECRET], 5, "failed_secrets_fetch", "failed_secrets_fetch"],
  ],
  LimitReached: [
    { reason: "x", endsAt: "2026-11-21T00:00:00.000Z" },
    ["x", "warn", [], "done", "failed_unknown", "failed_unknown", "failed"],
  ],
  BudgetSpent: [{ reason: "x" }, ["assistant: x", "warn", [], 1, "failed_to_process_ai", "failed_to_process_ai"]],
  AssistantUnavailable: [
    { reason: "x", retryAfterSeconds: 7 },
    ["assistant: x", "warn", [], 7, "processing", "failed_to_process_ai"],
  ],
  AssistantUnauthorised: [
    { reason: "x" },
    ["assistant: x", "error", [OPENAI_SECRET], 5, "failed_to_process_ai", "failed_to_process_ai"],
  ],
  AssistantRefused: [{ reason: "x" }, ["assistant: x", "warn", [], 5, "failed_to_process_ai", "failed_to_process_ai"]],
  NotSent: [
    { reason: "x", retryAfterSeconds: 9 },
    ["carrier: x", "warn", [], 9, "processing", "failed_to_send_message", "drafted"],
  ],
  CarrierSilent: [{ reason: "x" }, ["carrier: x", "warn", [], 5, "processing", "failed_to_send_message"]],
  TemplateRefused: [
    { reason: "x" },
    ["carrier: x", "error", [WHATSAPP_SECRET], 5, "failed_to_send_message", "failed_to_send_message"],
  ],
  SetupRefused: [
    { reason: "x" },
    ["carrier: x", "error", [WHATSAPP_SECRET], 5, "failed_to_send_message", "failed_to_send_message", "drafted"],
  ],
  CarrierUnauthorised: [
    { reason: "x" },
    ["carrier: x", "error", [WHATSAPP_SECRET], 5, "failed_to_send_message", "failed_to_send_message", "drafted"],
  ],
  CarrierRefused: [
    { code: "21610" },
    ["carrier refused: 21610", "warn", [], 1, "failed_to_send_message", "failed_to_send_message", "failed"],
  ],
  OutcomeUnknown: [{ reason: "x" }, ["carrier: x", "warn", [], "done", "processing", "processing", "uncertain"]],
  OutOfTime: [{}, ["too little time was left", "warn", [], 5, "processing", "failed_unknown"]],
  LeaseLost: [{}, ["another worker has the conversation", "warn", [], 5]],
  SentButUnrecorded: [{ messageId: "SM1" }, ["sent, but the record could not be updated", "error", [], 5]],
  StoreUnavailable: [{}, ["the conversations table is unavailable", "warn", [], 5]],
};

/** What goes wrong in a whole run, which setback that is, and what the record says of it. */
type Case = {
  readonly what: string;
  readonly ports?: () => Partial<ProcessorEnv>;
  readonly context?: JsonObject;
  readonly tag: Setback["_tag"];
  readonly reason: string;
  /** Until it comes back, where that is not as usual. */
  readonly afterSeconds?: number | undefined;
};

const assistantSays = (error: AssistantError) => () => ({
  assistant: fakeAssistant(assistantFails(error), assistantFails(error)).assistant,
});
const carrierSays = (error: CarrierError) => () => ({ carrier: fakeCarrier([refuses(error)]).carrier });

const unavailable = (retryAfterSeconds?: number): AssistantError => ({
  _tag: "AssistantUnavailable",
  reason: "status 429 (rate_limit_exceeded)",
  retryAfterSeconds,
});

/** The case of an assistant that answers each call with this error. */
const ofAssistant = (what: string, error: AssistantError, afterSeconds?: number): Case => ({
  what,
  ports: assistantSays(error),
  tag: error._tag,
  reason: `assistant: ${error.reason}`,
  afterSeconds,
});

const cases: readonly Case[] = [
  {
    what: "a company record that lacks the channel's setup",
    context: { company_data_payload: { channel_config: { whatsapp: { whatsapp_credentials_id: "" } } } },
    tag: "SetupIncomplete",
    reason: "company record: channel_config.whatsapp.whatsapp_credentials_id (expected a non-empty string)",
  },
  {
    what: "a secret that is missing",
    ports: () => ({ secrets: fakeSecrets({}).secrets }),
    tag: "SecretMissing",
    reason: `secret ${WHATSAPP_SECRET}: ResourceNotFoundException`,
  },
  {
    what: "a secret that is malformed",
    ports: () => ({ secrets: fakeSecrets({ ...exampleSecrets, [WHATSAPP_SECRET]: "{}" }).secrets }),
    tag: "SecretMissing",
    reason: `secret ${WHATSAPP_SECRET}: ${["account_sid", "auth_token", "template_sid"].map((name) => `twilio_${name} (expected printable ASCII without blanks and line breaks)`).join(", ")}`,
  },
  ofAssistant("an assistant that is throttled", unavailable()),
  ofAssistant("an assistant that says when to come back", unavailable(60.2), 61),
  ofAssistant(
    "an assistant that wants to be left alone for longer than a message can be hidden",
    unavailable(1e9),
    42_000,
  ),
  ofAssistant("an assistant that does not accept the key", {
    _tag: "AssistantUnauthorised",
    reason: "status 401 (invalid_api_key)",
  }),
  {
    what: "an assistant that refuses twice",
    ports: () => ({
      assistant: fakeAssistant(cannotSay("the model refused"), cannotSay("the model refused")).assistant,
    }),
    tag: "AssistantRefused",
    reason: "assistant: the model refused",
  },
  {
    what: "a carrier that did not take it",
    ports: carrierSays({ _tag: "NotSent", reason: "too many requests (20429)", retryAfterSeconds: 30 }),
    tag: "NotSent",
    reason: "carrier: too many requests (20429)",
    afterSeconds: 30,
  },
  {
    what: "a carrier that does not accept the credentials",
    ports: carrierSays({ _tag: "CarrierUnauthorised", reason: "credentials refused (20003)" }),
    tag: "CarrierUnauthorised",
    reason: "carrier: credentials refused (20003)",
  },
  {
    what: "a carrier that does not accept the sender",
    ports: carrierSays({ _tag: "SetupRefused", reason: "the sender is not accepted (21606)" }),
    tag: "SetupRefused",
    reason: "carrier: the sender is not accepted (21606)",
  },
  {
    what: "a carrier that refuses for good",
    ports: carrierSays({ _tag: "CarrierRefused", code: "21610" }),
    tag: "CarrierRefused",
    reason: "carrier refused: 21610",
  },
  {
    what: "a template that cannot be looked up",
    ports: () => ({
      carrier: {
        ...fakeCarrier().carrier,
        templateVariables: () => TE.left({ _tag: "CarrierSilent", reason: "template: status 503" }),
      },
    }),
    tag: "CarrierSilent",
    reason: "carrier: template: status 503",
  },
  {
    what: "a template that the carrier does not have",
    ports: () => ({
      carrier: {
        ...fakeCarrier().carrier,
        templateVariables: () =>
          TE.left({ _tag: "TemplateRefused", reason: "template: unknown to the account (20404)" }),
      },
    }),
    tag: "TemplateRefused",
    reason: "carrier: template: unknown to the account (20404)",
  },
  {
    what: "a template with other variables than the project's",
    ports: () => ({ carrier: { ...fakeCarrier().carrier, templateVariables: () => TE.right(["1", "2", "3"]) } }),
    tag: "SetupIncomplete",
    reason: "the template has the variables 1, 2, 3, content_variables has 1, 2",
  },
  {
    what: "an invocation that has no time left",
    ports: () => ({ deadline: { remainingMs: () => 1_000 } }),
    tag: "OutOfTime",
    reason: "too little time was left",
  },
];

const ended = async ({ ports = () => ({}), context = {} }: Case, receiveCount: number) => {
  const happy = happyProcessorEnv(ports());
  const answer = await processMessage(delivery("whatsapp", context, { receiveCount }))(happy.env)();
  const { conversation_status, send_state, failure_reason, lease_until } = happy.store.find(key) ?? {};
  return {
    answer,
    conversation_status,
    send_state,
    failure_reason,
    free: lease_until === happy.clock.now().toISOString(),
  };
};

const handled = async (setback: Setback, receiveCount: number) => {
  const { store, env, lines } = happyProcessorEnv();
  const { secrets, forgotten } = fakeSecrets();
  const claimed = exampleClaim();
  store.put({
    ...key,
    ...claimed.lease,
    send_state: setback._tag === "OutcomeUnknown" || setback._tag === "CarrierRefused" ? "sending" : "drafted",
  });
  const answer = await handleSetback(claimed, delivery("whatsapp", {}, { receiveCount }))(setback)({
    ...env,
    secrets,
  })();
  const { conversation_status: status, send_state: state } = store.changes[0]?.set ?? {};
  return { answer, status, state, forgotten, level: lines[0]?.level, reason: lines[0]?.reason };
};

for (const [tag, [setback, [reason, level, forgotten, seconds, status, lastStatus, state]]] of Object.entries(rows)) {
  test(`${tag} does to log, secrets, record and queue as the protocol says`, async () => {
    const expected = { level, reason, forgotten, state };
    const [first, last] = [
      await handled({ _tag: tag, ...setback } as Setback, 1),
      await handled({ _tag: tag, ...setback } as Setback, 5),
    ];
    const done = { _tag: "Done" };
    assert.equal(first, {
      ...expected,
      status,
      answer: seconds === "done" ? done : { _tag: "Again", afterSeconds: seconds },
    });
    assert.equal(last, {
      ...expected,
      status: lastStatus,
      answer: seconds === "done" ? done : { _tag: "Again", afterSeconds: seconds === 1 ? 1 : 0 },
    });
  });
}

test("a message is done with only where its record says why", () => {
  const silent = Object.values(rows).filter(
    ([, [, , , seconds, status]]) => seconds === "done" && status === undefined,
  );
  assert.equal(silent, []);
});

for (const one of cases) {
  const [, [, , , usual, status, lastStatus, state = "accepted"]] = rows[one.tag];
  const isHurried = usual === 1;
  test(`${one.what}: the record says why, gives the conversation free, and the message comes back`, async () => {
    assert.equal(await ended(one, 1), {
      answer: { _tag: "Again", afterSeconds: one.afterSeconds ?? (isHurried ? 1 : 5) },
      conversation_status: status,
      send_state: state,
      failure_reason: one.reason,
      free: true,
    });
  });

  test(`${one.what}, at the last receive: the record has its final word, and the message goes to the dead letters`, async () => {
    assert.equal(await ended(one, 5), {
      answer: { _tag: "Again", afterSeconds: isHurried ? 1 : 0 },
      conversation_status: lastStatus,
      send_state: state,
      failure_reason: one.reason,
      free: true,
    });
  });

  if (state !== "failed") {
    test(`${one.what}: once mended, the message goes out after a redrive, once`, async () => {
      const broken = happyProcessorEnv(one.ports?.());
      await processMessage(delivery("whatsapp", one.context, { receiveCount: 5 }))(broken.env)();

      const { conversations, clock, ids } = broken.env;
      const { env, sends, asked } = happyProcessorEnv({ conversations, clock, ids });
      const answer = await processMessage(delivery())(env)();

      assert.equal(answer, { _tag: "Done" });
      assert.equal([sends.length, asked.length], [1, state === "drafted" ? 0 : 1]);
      const { conversation_status, send_state, failure_reason } = broken.store.find(key) ?? {};
      assert.equal([conversation_status, send_state, failure_reason], ["initial_message_sent", "sent", null]);
    });
  }
}

test("a message that the carrier refused for good is not sent again, however often it comes", async () => {
  const { env, store, calls, asked } = happyProcessorEnv({}, [refuses({ _tag: "CarrierRefused", code: "21211" })]);
  await processMessage(delivery())(env)();
  const after = store.find(key);

  const answers = [];
  for (const receiveCount of [2, 3, 4, 5]) {
    answers.push(await processMessage(delivery("whatsapp", {}, { receiveCount }))(env)());
  }

  assert.equal(answers, Array(4).fill({ _tag: "Again", afterSeconds: 1 }));
  assert.equal([calls.length, asked.length], [1, 1]);
  assert.equal(store.find(key), after);
  assert.equal([after?.check_bucket, after?.next_check_at], [undefined, undefined]);
});

for (const [what, ports, names] of [
  [
    "the carrier",
    carrierSays({ _tag: "CarrierUnauthorised", reason: "credentials refused (20003)" }),
    [WHATSAPP_SECRET],
  ],
  ["the assistant", assistantSays({ _tag: "AssistantUnauthorised", reason: "status 401" }), [OPENAI_SECRET]],
  ["neither", assistantSays(unavailable()), []],
  [
    "the codec",
    () => ({ secrets: fakeSecrets({ ...exampleSecrets, [WHATSAPP_SECRET]: "{}" }).secrets }),
    [WHATSAPP_SECRET, OPENAI_SECRET],
  ],
] as const) {
  test(`the secrets of the message, and no other project's, are read anew when ${what} has not accepted them`, async () => {
    const { secrets, forgotten } = fakeSecrets();
    const env = happyProcessorEnv({ secrets, ...ports() }).env;
    await processMessage(delivery())({ ...env, secrets: { ...env.secrets, forget: secrets.forget } })();

    assert.equal(forgotten, names);
  });
}

test("a setback that cannot be recorded brings the message back all the same", async () => {
  const { env, store } = happyProcessorEnv(assistantSays(unavailable())());
  store.failNext("change", "before", 5);

  assert.equal(await processMessage(delivery())(env)(), { _tag: "Again", afterSeconds: 5 });
  assert.is(store.find(key)?.conversation_status, "processing");
});

test("an unknown outcome is not reported done while the record does not say so", async () => {
  const happy = happyProcessorEnv(carrierSays({ _tag: "OutcomeUnknown", reason: "the carrier answered 500" })());
  const env = beforeSending(happy, ({ store }) => store.failNext("change", "before"));

  assert.equal(await processMessage(delivery())(env)(), { _tag: "Again", afterSeconds: 5 });
  assert.is(happy.store.find(key)?.send_state, "sending");
});

test("an unknown outcome leaves the message done with, and its record uncertain and due for a look", async () => {
  const { env, store } = happyProcessorEnv(
    carrierSays({ _tag: "OutcomeUnknown", reason: "the carrier answered 500" })(),
  );

  const answer = await processMessage(delivery())(env)();

  assert.equal(answer, { _tag: "Done" });
  const { send_state, failure_reason, check_bucket, next_check_at } = store.find(key) ?? {};
  assert.equal(
    [send_state, failure_reason, next_check_at],
    ["uncertain", "carrier: the carrier answered 500", "2026-11-20T11:45:33.000Z"],
  );
  assert.type(check_bucket, "string");
});

test("the log names the setback and its reason, and no recipient", async () => {
  const { env, lines } = happyProcessorEnv(carrierSays({ _tag: "CarrierRefused", code: "21211" })());

  await processMessage(delivery())(env)();

  assert.equal(lines, [
    {
      level: "warn",
      event: "setback",
      ...identityOf(delivery()),
      status: "CarrierRefused",
      reason: "carrier refused: 21211",
      receive: 1,
      given_up: true,
    },
  ]);
});
