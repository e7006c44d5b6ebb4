import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json-object";
import { deepOverride } from "../helpers/deep-override";
import { conversationDelivered, conversationsWith, guardOf } from "./conversations";
import { eventually } from "./eventually";
import { withJourney } from "./journey-engine";
import { post } from "./post";
import { counts, untilQuiet } from "./queues";
import { newRequest } from "./requests";

const test = suite("a request that reuses an id");
const engine = withJourney(test);

const OTHER_TEL = "+447400199999";

const reuses: readonly (readonly [string, JsonObject, string])[] = [
  ["another recipient", { recipient_data: { recipient_tel: OTHER_TEL } }, "recipient"],
  ["another channel", { request_data: { channel_method: "sms" } }, "channel, sender or body"],
  ["another body", { project_data: { jobRole: "Gardener" } }, "channel, sender or body"],
];

for (const [what, change, differs] of reuses)
  test(`for ${what} sends nothing and is noted`, async () => {
    const journey = await engine();
    const request = newRequest();
    await post(journey.ready, request.body);
    const first = await conversationDelivered(journey, request);

    const answer = await post(journey.ready, deepOverride(request.body, change));

    const noted = await eventually("a conflict on the first request's record", async () => {
      const [record] = await conversationsWith(journey, request.recipient);
      return Array.isArray(record?.conflicts) ? record : undefined;
    });
    await untilQuiet(journey);
    assert.is(answer.status, 200);
    const { conflicts, ...others } = noted;
    assert.equal(others, first);
    assert.equal(Array.isArray(conflicts) && conflicts.map((conflict: JsonObject) => conflict.differs), [differs]);
    const { ledger } = journey.providers;
    assert.is(ledger.sends(request.recipient).length, 1);
    assert.equal(ledger.sends(OTHER_TEL), []);
    assert.equal(await conversationsWith(journey, OTHER_TEL), []);
    assert.equal(await counts(journey, "sms"), { queue: 0, deadLetters: 0 });
  });

test("is told from the first one by the guard of the id", async () => {
  const journey = await engine();
  const request = newRequest();
  await post(journey.ready, request.body);
  const record = await conversationDelivered(journey, request);
  const { created_at, fingerprint, ...guard } = (await guardOf(journey, request)) ?? {};
  assert.match(String(fingerprint), /^[0-9a-f]{64}$/);
  assert.ok(Date.parse(String(created_at)) <= Date.parse(String(record.created_at)));
  assert.equal(guard, {
    primary_channel: "request#ci-aaa-001#pi-aaa-001",
    conversation_id: request.requestId,
    winner: { primary_channel: request.recipient, conversation_id: record.conversation_id },
  });
});

test.run();
