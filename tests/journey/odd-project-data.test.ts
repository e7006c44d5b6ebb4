import * as assert from "uvu/assert";
import { type Journey, journeySuite } from "./engines";
import { conversationIn } from "./records";
import { newRequest, post } from "./requests";

const test = journeySuite("odd project data");

const deepest = `${'{"a":'.repeat(15)}"bottom"${"}".repeat(15)}`;

/** As text, since a literal's `__proto__` would set a prototype. */
const odd = `{
  "__proto__": { "polluted": true, "comms_consent": false },
  "constructor": { "prototype": { "polluted": true } },
  "toString": "no function", "hasOwnProperty": null, "length": 3, "S": { "N": "5" }, "M": { "L": [] },
  "": "no", "primary_channel": "x", "send_state": "sent", ":s0": "#s0",
  "numbers": [0, 0.1, -273.15, 1e-7, 9007199254740991, -9007199254740991, 123456789.123456],
  "texts": ["", " ", "\\u2028", "\\ufeff", "\\ufffe", "\\uffff", "😀👩‍👩‍👧", "é", "e\\u0301", "\\\\", "\\"", "</data>", "\\t\\n", "&amp;"],
  "values": [true, false, null, [], {}, [[]]],
  "deepest": ${deepest}
}`.replace('"": "no", ', "");

/** One text for equal data, whatever the order of its fields. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`);
  return `{${fields.sort().join(",")}}`;
};

const inputOf = async ({ ready }: Journey, threadId: unknown): Promise<string> => {
  const answer = await fetch(`${ready.providers.openai}/v1/conversations/${threadId}/items`, {
    headers: { authorization: "Bearer local-openai-key" },
  });
  const { data } = (await answer.json()) as { readonly data: readonly { readonly content: unknown }[] };
  const first = data.at(-1);
  const [part] = Array.isArray(first?.content) ? first.content : [];
  return String(part?.text ?? first?.content);
};

for (const channel of ["whatsapp", "email"] as const)
  test(`reaches the record and the assistant by ${channel} as it was sent`, async (journey) => {
    const request = newRequest(channel, { project_data: "HERE" });

    const answer = await post(
      journey.ready,
      JSON.stringify(request.body).replace('"HERE"', () => odd),
    );

    assert.is(answer.status, 200, answer.text);
    const record = await conversationIn(journey, request, "initial_message_sent");
    const [, given = "{}"] = /^<data>\n(.*)\n<\/data>$/s.exec(await inputOf(journey, record.thread_id)) ?? [];
    assert.is(canonical(record.project_data), canonical(JSON.parse(odd)));
    assert.is(canonical(JSON.parse(given).project_data), canonical(JSON.parse(odd)));
    assert.is(record.comms_consent, true);
    assert.is(Reflect.get({}, "polluted"), undefined);
  });

test("of the recipient is kept beside our own attributes, and stays from the assistant", async (journey) => {
  const request = newRequest("sms", {
    recipient_data: { send_state: "sent", task_complete: "1", nickname: "😀" },
  });
  await post(journey.ready, request.body);
  const record = await conversationIn(journey, request, "initial_message_sent");
  assert.equal(record.recipient_data, { send_state: "sent", task_complete: "1", nickname: "😀" });
  assert.equal([record.send_state, record.task_complete], ["sent", 1]);
  assert.not.match(await inputOf(journey, record.thread_id), request.recipient);
});
