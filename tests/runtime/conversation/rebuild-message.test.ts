import { deepStrictEqual } from "node:assert/strict";
import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { inputFor, longestMessage } from "../../../runtime/assistant/prompt";
import { fromAttributes, toAttributes } from "../../../runtime/codec/attribute-value";
import type { JsonObject } from "../../../runtime/codec/json";
import { companyOf } from "../../../runtime/company/company";
import { type Message, newMessage, queuedMessage } from "../../../runtime/conversation/message";
import { rebuildMessage } from "../../../runtime/conversation/record";
import { requestGuard } from "../../../runtime/conversation/request-guard";
import { validateRequest } from "../../../runtime/request/validate-request";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { validBody } from "../../../tools/measure/sample/request";
import { anyValidBody } from "../../helpers/arbitraries";
import { claimedRecord } from "../../helpers/queue-message";
import { START } from "../../helpers/time-and-chance";

const messageOf = (body: JsonObject, company: JsonObject = companyRecord()): Message => {
  const checked = validateRequest(JSON.parse(JSON.stringify(body)));
  if (E.isLeft(checked)) throw new Error(JSON.stringify(checked.left));
  return newMessage(checked.right, companyOf(company), {
    routerVersion: "1.2.3",
    acceptedAt: new Date(START),
    sender: "+447400654321",
  });
};

/** The record of a conversation as the table gives it back. */
const recordOf = (message: Message): JsonObject =>
  fromAttributes(JSON.parse(JSON.stringify(toAttributes(claimedRecord("whatsapp", { message, ttlDays: 35 })))));

const rebuilt = (message: Message): Message => {
  const result = rebuildMessage(recordOf(message));
  if (E.isLeft(result)) throw new Error(result.left.reason);
  return result.right;
};

/** All that a processor reads of a message. */
const asRead = (message: Message) => {
  const { body: _, ...queued } = queuedMessage(message);
  const { request, conversationId, acceptedAt, routerVersion, company } = message;
  return {
    guard: requestGuard(message),
    setup: company.setups[request.channel],
    longest: longestMessage(message),
    retention: company.retentionDays,
    input: inputFor(message),
    quotable: company.channelConfig,
    request,
    conversationId,
    acceptedAt,
    routerVersion,
    queued,
  };
};

const withProjectData = (message: Message): Message => ({
  ...message,
  request: { ...message.request, projectData: message.request.projectData ?? {} },
});

/**
 * Not by uvu's own comparison, which takes a field named `constructor` for the object's. The guard is the message's own, or
 * the sweeper's message would count as a conflict.
 */
const assertSame = (message: Message): void =>
  deepStrictEqual(asRead(rebuilt(message)), { ...asRead(withProjectData(message)), guard: requestGuard(message) });

test("is what the processor read the first time, with the same fingerprint, for any request that the interface allows", () => {
  fc.assert(
    fc.property(anyValidBody, (body) => assertSame(messageOf(body))),
    { numRuns: 500 },
  );
});

const hostile = JSON.parse('{"__proto__":{"a":1},"constructor":"c","toString":"t","hasOwnProperty":true}');

for (const [what, overrides] of [
  ["project data with names of the prototype", { project_data: { ...hostile, nested: hostile } }],
  [
    "recipient fields with names of the prototype",
    { recipient_data: JSON.parse('{"__proto__":"p","constructor":"c"}') },
  ],
  [
    "recipient fields named like attributes of ours",
    { recipient_data: { send_state: "sent", lease_owner: "me", recipient_data: "r", messages: "m", attempt_id: "a" } },
  ],
  ["numbers of every size", { project_data: { n: [0, -0, 0.1, -1.5e-7, 1e15, 2 ** 53 - 1, 1 / 3] } }],
  ["no project data", { project_data: undefined }],
  ["deep project data", { project_data: { a: [{ b: [{ c: [null, true, "", [[]], {}] }] }] } }],
] as const)
  test(`keeps ${what}`, () => {
    assertSame(messageOf(validBody(overrides)));
  });

for (const [what, company] of [
  ["a simulated channel", companyRecord({ channel_config: { whatsapp: { simulate: true } } })],
  ["no limit of length", companyRecord({ rate_limits: undefined })],
  ["a limit of length", companyRecord({ rate_limits: { max_message_length: 160 } })],
  ["days of its own to be kept", companyRecord({ conversation_ttl_days: 90 })],
  ["no representative", companyRecord({ company_rep: undefined })],
] as const)
  test(`keeps ${what}`, () => {
    assertSame(messageOf(validBody(), company));
  });

test("keeps every channel's setup", () => {
  for (const channel of ["whatsapp", "sms", "email"] as const) assertSame(sampleMessage(channel));
});

test("says what is missing of a record that gives none", () => {
  const { request_id: _, accepted_at: __, ...record } = recordOf(sampleMessage());
  assert.equal(
    rebuildMessage(record),
    E.left({
      _tag: "NotRebuilt",
      reason:
        "frontend_payload.request_data.request_id (expected a canonical lower-case UUID version 4), metadata.accepted_at (expected an ISO 8601 date-time that exists)",
    }),
  );
});
