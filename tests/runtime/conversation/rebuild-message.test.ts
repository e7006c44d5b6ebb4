import { deepStrictEqual } from "node:assert/strict";
import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fromAttributes, toAttributes } from "../../../runtime/adapters/dynamo-items";
import { inputFor, longestMessage } from "../../../runtime/assistant/prompt";
import type { JsonObject } from "../../../runtime/codec/json";
import { channelSetup } from "../../../runtime/company/channel-setup";
import { buildContext, type ContextObject, queuedMessage } from "../../../runtime/conversation/message";
import { newConversation, rebuildContext } from "../../../runtime/conversation/record";
import { requestGuard } from "../../../runtime/conversation/request-guard";
import { validateRequest } from "../../../runtime/request/validate-request";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { contextObject } from "../../../tools/measure/sample/queue-message";
import { validBody } from "../../../tools/measure/sample/request";
import { anyValidBody } from "../../helpers/arbitraries";
import { START } from "../../helpers/time-and-chance";

const test = suite("a context rebuilt from its record");

const contextOf = (body: JsonObject, company: JsonObject = companyRecord()): ContextObject => {
  const checked = validateRequest(JSON.parse(JSON.stringify(body)));
  if (E.isLeft(checked)) throw new Error(JSON.stringify(checked.left));
  return buildContext(checked.right, company, {
    routerVersion: "1.2.3",
    acceptedAt: new Date(START),
    sender: "+447400654321",
  });
};

/** The record of a conversation as the table gives it back. */
const recordOf = (context: ContextObject): JsonObject => {
  const at = new Date(START);
  const record = newConversation({
    context,
    lease: { lease_owner: "worker-1", lease_until: START },
    at,
    processorVersion: "2.3.4",
    reconcileAfterSeconds: 270,
    ttlDays: 35,
  });
  return fromAttributes(JSON.parse(JSON.stringify(toAttributes(record))));
};

const rebuilt = (context: ContextObject): ContextObject => {
  const result = rebuildContext(recordOf(context));
  if (E.isLeft(result)) throw new Error(result.left.reason);
  return result.right;
};

/** All that a processor reads of a context object. */
const asRead = (context: ContextObject) => {
  const channel = context.frontend_payload.request_data.channel_method;
  const { body: _, ...queued } = queuedMessage(context);
  return {
    guard: requestGuard(context),
    setup: channelSetup(context.company_data_payload, channel),
    longest: longestMessage(context.company_data_payload, channel),
    input: inputFor(context),
    request: context.frontend_payload,
    conversation: context.conversation_data,
    metadata: context.metadata,
    queued,
  };
};

const withProjectData = (context: ContextObject): ContextObject => ({
  ...context,
  frontend_payload: { ...context.frontend_payload, project_data: context.frontend_payload.project_data ?? {} },
});

/** Not by uvu's own comparison, which takes a field named `constructor` for the object's. */
const assertSame = (context: ContextObject): void =>
  deepStrictEqual(asRead(rebuilt(context)), asRead(withProjectData(context)));

test("is what the processor read the first time, for any request that the interface allows", () => {
  fc.assert(
    fc.property(anyValidBody, (body) => assertSame(contextOf(body))),
    { numRuns: 500 },
  );
});

test("has the same fingerprint, or the sweeper's own message would count as a conflict", () => {
  fc.assert(
    fc.property(anyValidBody, (body) => {
      const context = contextOf(body);
      assert.is(requestGuard(rebuilt(context)).fingerprint, requestGuard(context).fingerprint);
    }),
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
    assertSame(contextOf(validBody(overrides)));
  });

for (const [what, company] of [
  ["a simulated channel", companyRecord({ channel_config: { whatsapp: { simulate: true } } })],
  ["no limit of length", companyRecord({ rate_limits: undefined })],
  ["a limit of length", companyRecord({ rate_limits: { max_message_length: 160 } })],
  ["days of its own to be kept", companyRecord({ conversation_ttl_days: 90 })],
  ["no representative", companyRecord({ company_rep: undefined })],
] as const)
  test(`keeps ${what}`, () => {
    assertSame(contextOf(validBody(), company));
  });

test("keeps every channel's setup", () => {
  for (const channel of ["whatsapp", "sms", "email"] as const) assertSame(contextObject(channel));
});

test("says what is missing of a record that gives none", () => {
  const { request_id: _, accepted_at: __, ...record } = recordOf(contextObject());
  assert.equal(
    rebuildContext(record),
    E.left({
      _tag: "NotRebuilt",
      reason:
        "frontend_payload.request_data.request_id (expected a canonical lower-case UUID version 4), metadata.accepted_at (expected an ISO 8601 date-time that exists)",
    }),
  );
});

test.run();
