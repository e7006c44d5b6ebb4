import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { differenceOf, type RequestGuard, requestGuard } from "../../../runtime/conversation/request-guard";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { REQUEST_ID } from "../../../tools/measure/sample/request";
import { START } from "../../helpers/time-and-chance";

const sameRequest = (one: RequestGuard, other: RequestGuard): boolean => differenceOf(one, other) === undefined;

const withData = (project_data: JsonObject) => {
  const message = sampleMessage();
  return requestGuard({ ...message, request: { ...message.request, projectData: project_data } });
};

/** The same content with every object's keys the other way round. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, part]) => [name, reversed(part)]),
  );
};

/** As JSON tells it: without prototypes and negative zeros. */
const asJson = (data: JsonObject): unknown => JSON.parse(JSON.stringify(data));

const anyData = fc.dictionary(fc.string(), fc.jsonValue());

test("it stands under the project and the request's id, and names the conversation that has won", () => {
  const { fingerprint, ...guard } = requestGuard(sampleMessage());

  assert.equal(guard, {
    primary_channel: "request#ci-aaa-001#pi-aaa-001",
    conversation_id: REQUEST_ID,
    accepted_at: START,
    winner: {
      primary_channel: "+447400123456",
      conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#447400654321`,
    },
  });
  assert.match(fingerprint, /^[0-9a-f]{64}$/);
});

test("the order of keys makes no difference", () => {
  fc.assert(fc.property(anyData, (data) => sameRequest(withData(data), withData(reversed(data) as JsonObject))));
});

test("any difference of content makes one", () => {
  fc.assert(
    fc.property(anyData, anyData, (one, other) => {
      return sameRequest(withData(one), withData(other)) === isDeepStrictEqual(asJson(one), asJson(other));
    }),
  );
});

for (const [what, one, other] of [
  ["__proto__", '{"__proto__":{"a":1}}', '{"__proto__":{"a":2}}'],
  ["__proto__ or nothing", '{"__proto__":{}}', "{}"],
  ["the order of a list", '{"a":[1,2]}', '{"a":[2,1]}'],
  ["a number and its text", '{"a":1}', '{"a":"1"}'],
  ["null and nothing", '{"a":null}', "{}"],
] as const) {
  test(`${what} tells two requests apart`, () => {
    assert.not(sameRequest(withData(JSON.parse(one)), withData(JSON.parse(other))));
  });
}

test("no project data is the same as empty project data", () => {
  const without = requestGuard(sampleMessage("whatsapp", { frontend_payload: { project_data: undefined } }));
  assert.ok(sameRequest(without, withData({})));
});

test("what the company says of consent is of the request where it is given, and of no other one", () => {
  const saying = (consent_data: JsonObject) =>
    requestGuard(sampleMessage("sms", { frontend_payload: { consent_data } }));
  const said = saying({ basis: "consent", source: "a form" });
  assert.ok(sameRequest(said, saying({ source: "a form", basis: "consent" })));
  for (const other of [saying({ basis: "consent" }), requestGuard(sampleMessage("sms"))])
    assert.is(differenceOf(other, said), "channel or body");
});

test("a request of before has the fingerprint that the guards of before hold", () => {
  assert.is(
    requestGuard(sampleMessage("sms")).fingerprint,
    "c98d32984eee56bcec41c965547e6f33ab3298702547273d33241a62e180bfea",
  );
});

test("the client's time of a try is none of the request", () => {
  const later = { frontend_payload: { request_data: { initial_request_timestamp: "2027-01-01T00:00:00Z" } } };
  assert.ok(sameRequest(requestGuard(sampleMessage()), requestGuard(sampleMessage("whatsapp", later))));
});

for (const [differs, change] of [
  ["recipient", { frontend_payload: { recipient_data: { recipient_tel: "+447400123457" } } }],
  ["channel or body", { frontend_payload: { recipient_data: { recipient_first_name: "Augusta" } } }],
  ["sender", { conversation_data: { conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#447400654329` } }],
] as const) {
  test(`another request says that it differs in its ${differs}`, () => {
    assert.is(differenceOf(requestGuard(sampleMessage("whatsapp", change)), requestGuard(sampleMessage())), differs);
  });
}
