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
import { happyProcessorEnv } from "../../helpers/processor-env";
import { delivery, exampleClaim } from "../../helpers/queue-message";

const key = conversationKey(sampleMessage());
const OPENAI_SECRET = "ai-multi-comms/openai-api-key/whatsapp-dev";
const WHATSAPP_SECRET = "ai-multi-comms/whatsapp-credentials/cucumber-recruitment/clarify-cv/twilio-dev";

/** Reason, log level, the secrets that are forgotten, seconds until it comes back; status, status at the last receive, state left. */
type Row = readonly [string, "info" | "warn" | "error", readonly string[], number | "done", string?, string?, string?];

/** One setback of each kind, with what it must do; the type makes a new kind fail here until it is added. */
const rows: { readonly [K in Setback["_tag"]]: readonly [Omit<Extract<Setback, { _tag: K }>, "_tag">, Row] } = {
  SetupIncomplete: [{ reason: "x" }, ["x", "error", [], 1, "failed_unknown", "failed_unknown"]],
  SecretMissing: [
    { reason: "x" },
    ["x", "error", [WHATSAPP_SECRET, OPENAI_SECRET], 5, "failed_secrets_fetch", "failed_secrets_fetch"],
  ],
  Suppressed: [{}, ["suppressed", "info", [], "done", "suppressed", "suppressed", "failed"]],
  Unreadable: [{ reason: "x" }, ["x", "error", [], 5, "failed_unknown", "failed_unknown"]],
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

/** What goes wrong in a whole run, which setback that is, what the record says of it, and after how long it comes back, if not as usual. */
type Case = readonly [
  what: string,
  ports: Ports,
  tag: Setback["_tag"],
  reason: string,
  afterSeconds?: number | undefined,
];
type Ports = () => Partial<ProcessorEnv> & { readonly context?: JsonObject };

const assistantSays =
  (error: AssistantError): Ports =>
  () => ({ assistant: fakeAssistant(assistantFails(error), assistantFails(error)).assistant });
const carrierSays =
  (error: CarrierError): Ports =>
  () => ({ carrier: fakeCarrier([refuses(error)]).carrier });
const templateIs =
  (told: ReturnType<ReturnType<typeof fakeCarrier>["carrier"]["templateVariables"]>): Ports =>
  () => ({ carrier: { ...fakeCarrier().carrier, templateVariables: () => told } });

const unavailable = (retryAfterSeconds?: number): AssistantError => ({
  _tag: "AssistantUnavailable",
  reason: "status 429 (rate_limit_exceeded)",
  retryAfterSeconds,
});

/** The case of an assistant that answers each call with this error. */
const ofAssistant = (what: string, error: AssistantError, afterSeconds?: number): Case => [
  what,
  assistantSays(error),
  error._tag,
  `assistant: ${error.reason}`,
  afterSeconds,
];

/** The case of a carrier that answers with this error. */
const ofCarrier = (what: string, error: Exclude<CarrierError, { _tag: "CarrierRefused" }>, after?: number): Case => [
  what,
  carrierSays(error),
  error._tag,
  `carrier: ${error.reason}`,
  after,
];

const refusedTwice: Ports = () => ({
  assistant: fakeAssistant(cannotSay("the model refused"), cannotSay("the model refused")).assistant,
});
const malformedSecret: Ports = () => ({ secrets: fakeSecrets({ ...exampleSecrets, [WHATSAPP_SECRET]: "{}" }).secrets });

const cases: readonly Case[] = [
  [
    "a company record that lacks the channel's setup",
    () => ({
      context: { company_data_payload: { channel_config: { whatsapp: { whatsapp_credentials_id: "" } } } },
    }),
    "SetupIncomplete",
    "company record: channel_config.whatsapp.whatsapp_credentials_id (expected a non-empty string)",
  ],
  [
    "a secret that is missing",
    () => ({ secrets: fakeSecrets({}).secrets }),
    "SecretMissing",
    `secret ai-multi-comms/consent-key-dev: ResourceNotFoundException`,
  ],
  [
    "a secret that is malformed",
    malformedSecret,
    "SecretMissing",
    `secret ${WHATSAPP_SECRET}: ${["account_sid", "auth_token", "template_sid"].map((name) => `twilio_${name} (expected printable ASCII without blanks and line breaks)`).join(", ")}`,
  ],
  ofAssistant("an assistant that is throttled", unavailable()),
  ofAssistant("an assistant that says when to come back", unavailable(60.2), 61),
  ofAssistant(
    "an assistant that wants to be left alone for longer than a message can be hidden",
    unavailable(1e9),
    42_000,
  ),
  ofAssistant("an assistant that does not accept the key", { _tag: "AssistantUnauthorised", reason: "status 401" }),
  ["an assistant that refuses twice", refusedTwice, "AssistantRefused", "assistant: the model refused"],
  ofCarrier("a carrier that did not take it", { _tag: "NotSent", reason: "(20429)", retryAfterSeconds: 30 }, 30),
  ofCarrier("a carrier that does not accept the credentials", { _tag: "CarrierUnauthorised", reason: "(20003)" }),
  ofCarrier("a carrier that does not accept the sender", { _tag: "SetupRefused", reason: "(21606)" }),
  [
    "a carrier that refuses for good",
    carrierSays({ _tag: "CarrierRefused", code: "21610" }),
    "CarrierRefused",
    "carrier refused: 21610",
  ],
  [
    "a template that cannot be looked up",
    templateIs(TE.left({ _tag: "CarrierSilent", reason: "template: status 503" })),
    "CarrierSilent",
    "carrier: template: status 503",
  ],
  [
    "a template that the carrier does not have",
    templateIs(TE.left({ _tag: "TemplateRefused", reason: "template: unknown (20404)" })),
    "TemplateRefused",
    "carrier: template: unknown (20404)",
  ],
  [
    "a template with other variables than the project's",
    templateIs(TE.right(["1", "2", "3"])),
    "SetupIncomplete",
    "the template has the variables 1, 2, 3, content_variables has 1, 2",
  ],
  [
    "an invocation that has no time left",
    () => ({ deadline: { remainingMs: () => 1_000 } }),
    "OutOfTime",
    "too little time was left",
  ],
];

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

for (const [what, portsOf, tag, reason, afterSeconds] of cases)
  test(`${what}: the record says why, gives the conversation free, and the message comes back`, async () => {
    const { context = {}, ...ports } = portsOf();
    const { env, store, clock } = happyProcessorEnv(ports);
    const [, [, , , usual, status, , state = "accepted"]] = rows[tag];
    assert.equal(await processMessage(delivery("whatsapp", context))(env)(), {
      _tag: "Again",
      afterSeconds: afterSeconds ?? (usual === 1 ? 1 : 5),
    });
    const { conversation_status, send_state, failure_reason, lease_until } = store.find(key) ?? {};
    assert.equal(
      [conversation_status, send_state, failure_reason, lease_until],
      [status, state, reason, clock.now().toISOString()],
    );
  });

for (const [what, ports, names] of [
  [
    "the carrier",
    carrierSays({ _tag: "CarrierUnauthorised", reason: "credentials refused (20003)" }),
    [WHATSAPP_SECRET],
  ],
  ["the assistant", assistantSays({ _tag: "AssistantUnauthorised", reason: "status 401" }), [OPENAI_SECRET]],
  ["neither", assistantSays(unavailable()), []],
  ["the codec", malformedSecret, [WHATSAPP_SECRET, OPENAI_SECRET]],
] as const) {
  test(`the secrets of the message, and no other project's, are read anew when ${what} has not accepted them`, async () => {
    const { secrets, forgotten } = fakeSecrets();
    const env = happyProcessorEnv({ secrets, ...ports() }).env;
    await processMessage(delivery())({ ...env, secrets: { ...env.secrets, forget: secrets.forget } })();

    assert.equal(forgotten, names);
  });
}

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
