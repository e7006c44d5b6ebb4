import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json-object";
import { ContextObject } from "../../../runtime/context/context-object";
import { channels } from "../../../runtime/request/channel";
import { contextJson } from "../../helpers/context-object";
import { decodedAs } from "../../helpers/decoded-as";

const test = suite("context object");

test("of each channel is let through as it is", () => {
  for (const channel of channels) assert.equal(decodedAs(ContextObject, contextJson(channel)), contextJson(channel));
});

test("lets fields through that a later version adds, at any place", () => {
  const later = contextJson("sms", {
    frontend_payload: {
      company_data: { region: "eu" },
      recipient_data: { pronouns: "she" },
      request_data: { priority: 1 },
      campaign: {},
    },
    conversation_data: { parent: null },
    metadata: { schema: 2, trace: "x" },
    reply: {},
  });
  assert.equal(decodedAs(ContextObject, later), later);
});

test("keeps prototype names as data", () => {
  const text = JSON.stringify(contextJson()).replace('"jobID"', '"__proto__":{"a":1},"hasOwnProperty":"x","jobID"');
  const decoded = decodedAs(
    ContextObject,
    JSON.parse(text.replace('"recipient_tel"', '"__proto__":"x","recipient_tel"')),
  );
  assert.is(JSON.stringify(decoded).includes('"__proto__":{"a":1},"hasOwnProperty":"x"'), true);
  assert.is(JSON.stringify(decoded).includes('"__proto__":"x","recipient_tel"'), true);
});

test("project data may be absent", () => {
  const without = contextJson("sms", { frontend_payload: { project_data: undefined } });
  assert.equal(decodedAs(ContextObject, without), without);
});

test("is refused without what a processor cannot do without", () => {
  const faulty: readonly JsonObject[] = [
    { frontend_payload: undefined },
    { company_data_payload: undefined },
    { company_data_payload: "record" },
    { conversation_data: undefined },
    { conversation_data: { conversation_id: "" } },
    { metadata: undefined },
    { metadata: { accepted_at: "yesterday" } },
    { metadata: { schema: "1" } },
    { frontend_payload: { company_data: { company_id: "a#b" } } },
    { frontend_payload: { request_data: { request_id: "1" } } },
    { frontend_payload: { request_data: { channel_method: "SMS" } } },
    { frontend_payload: { recipient_data: { comms_consent: "true" } } },
    { frontend_payload: { recipient_data: { nickname: 5 } } },
    { frontend_payload: { project_data: [] } },
  ];
  assert.equal(
    faulty.map((overrides) => decodedAs(ContextObject, contextJson("sms", overrides))),
    faulty.map(() => "refused"),
  );
});

test("is refused when it is something else altogether", () => {
  for (const value of [null, [], "text", 5, {}]) assert.is(decodedAs(ContextObject, value), "refused");
});

test.run();
