import { suite } from "uvu";
import * as assert from "uvu/assert";
import { responseTo } from "../../../runtime/processor/handle-setback";
import type { Setback } from "../../../runtime/processor/stages";

type Expected = ReturnType<typeof responseTo>;

/** One setback of each kind, with what it must do; the type makes a new kind fail here until it is added. */
const table: { readonly [K in Setback["_tag"]]: readonly [Extract<Setback, { _tag: K }>, Expected] } = {
  SetupIncomplete: [
    { _tag: "SetupIncomplete", reason: "company record: x" },
    {
      queue: "hurry",
      reason: "company record: x",
      retryAfterSeconds: undefined,
      record: { status: "failed_unknown", lastStatus: "failed_unknown", sendState: undefined },
    },
  ],
  SecretMissing: [
    { _tag: "SecretMissing", reason: "secret x: not JSON" },
    {
      queue: "retry",
      reason: "secret x: not JSON",
      retryAfterSeconds: undefined,
      record: { status: "failed_secrets_fetch", lastStatus: "failed_secrets_fetch", sendState: undefined },
    },
  ],
  AssistantUnavailable: [
    { _tag: "AssistantUnavailable", reason: "status 429", retryAfterSeconds: 7 },
    {
      queue: "retry",
      reason: "assistant: status 429",
      retryAfterSeconds: 7,
      record: { status: "processing", lastStatus: "failed_to_process_ai", sendState: undefined },
    },
  ],
  AssistantUnauthorised: [
    { _tag: "AssistantUnauthorised", reason: "status 401" },
    {
      queue: "retry",
      reason: "assistant: status 401",
      retryAfterSeconds: undefined,
      record: { status: "failed_to_process_ai", lastStatus: "failed_to_process_ai", sendState: undefined },
    },
  ],
  AssistantRefused: [
    { _tag: "AssistantRefused", reason: "the answer is not JSON" },
    {
      queue: "retry",
      reason: "assistant: the answer is not JSON",
      retryAfterSeconds: undefined,
      record: { status: "failed_to_process_ai", lastStatus: "failed_to_process_ai", sendState: undefined },
    },
  ],
  NotSent: [
    { _tag: "NotSent", reason: "too many requests", retryAfterSeconds: 9 },
    {
      queue: "retry",
      reason: "carrier: too many requests",
      retryAfterSeconds: 9,
      record: { status: "processing", lastStatus: "failed_to_send_message", sendState: "drafted" },
    },
  ],
  CarrierSilent: [
    { _tag: "CarrierSilent", reason: "template: status 503" },
    {
      queue: "retry",
      reason: "carrier: template: status 503",
      retryAfterSeconds: undefined,
      record: { status: "processing", lastStatus: "failed_to_send_message", sendState: undefined },
    },
  ],
  CarrierUnauthorised: [
    { _tag: "CarrierUnauthorised", reason: "credentials refused (20003)" },
    {
      queue: "retry",
      reason: "carrier: credentials refused (20003)",
      retryAfterSeconds: undefined,
      record: { status: "failed_to_send_message", lastStatus: "failed_to_send_message", sendState: "drafted" },
    },
  ],
  CarrierRefused: [
    { _tag: "CarrierRefused", code: "21610" },
    {
      queue: "hurry",
      reason: "carrier refused: 21610",
      retryAfterSeconds: undefined,
      record: { status: "failed_to_send_message", lastStatus: "failed_to_send_message", sendState: "failed" },
    },
  ],
  OutcomeUnknown: [
    { _tag: "OutcomeUnknown", reason: "the carrier answered 500" },
    {
      queue: "done",
      reason: "carrier: the carrier answered 500",
      retryAfterSeconds: undefined,
      record: { status: "processing", lastStatus: "processing", sendState: "uncertain" },
    },
  ],
  OutOfTime: [
    { _tag: "OutOfTime" },
    {
      queue: "retry",
      reason: "too little time was left",
      retryAfterSeconds: undefined,
      record: { status: "processing", lastStatus: "failed_unknown", sendState: undefined },
    },
  ],
  LeaseLost: [
    { _tag: "LeaseLost" },
    {
      queue: "retry",
      reason: "another worker has the conversation",
      retryAfterSeconds: undefined,
      record: undefined,
    },
  ],
  SentButUnrecorded: [
    { _tag: "SentButUnrecorded", messageId: "SM1" },
    {
      queue: "retry",
      reason: "sent, but the record could not be updated",
      retryAfterSeconds: undefined,
      record: undefined,
    },
  ],
  StoreUnavailable: [
    { _tag: "StoreUnavailable" },
    {
      queue: "retry",
      reason: "the conversations table is unavailable",
      retryAfterSeconds: undefined,
      record: undefined,
    },
  ],
};

const test = suite("response-to");

for (const [tag, [setback, expected]] of Object.entries(table)) {
  test(`${tag} is answered as the protocol says`, () => {
    assert.equal(responseTo(setback), expected);
  });
}

test("a message is done with only where its record says why", () => {
  const silent = Object.values(table)
    .map(([setback]) => responseTo(setback))
    .filter(({ queue, record }) => queue === "done" && record === undefined);

  assert.equal(silent, []);
});

test.run();
