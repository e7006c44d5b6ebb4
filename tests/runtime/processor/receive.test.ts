import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { encodeMessage } from "../../../runtime/conversation/message";
import { messageIdentity, receive } from "../../../runtime/processor/receive";
import { contextJson, contextObject } from "../../../tools/measure/sample/queue-message";
import { REQUEST_ID } from "../../../tools/measure/sample/request";
import { delivery } from "../../helpers/queue-message";
import { manualClock, START } from "../../helpers/time-and-chance";

const DAY_MS = 86_400_000;
const received = (body: string, clock = manualClock()) => receive(body)({ clock })();

const acceptedAt = (accepted_at: string): string =>
  encodeMessage(contextJson("whatsapp", { metadata: { accepted_at } }));

const testReceive = suite("receive");

testReceive("a context object is taken as it is", async () => {
  assert.equal(await received(encodeMessage(contextJson())), E.right(contextObject()));
});

testReceive("project data and further recipient fields come through whatever their names", async () => {
  const body = `{"frontend_payload":${JSON.stringify(contextJson().frontend_payload).replace(
    '"jobID":"9999"',
    '"__proto__":{"a":1},"constructor":"c"',
  )},${JSON.stringify({ ...contextJson(), frontend_payload: undefined }).slice(1)}`;

  const result = await received(body);

  assert.ok(E.isRight(result));
  const { project_data = {} } = E.isRight(result) ? result.right.frontend_payload : {};
  assert.is(
    JSON.stringify(project_data),
    '{"__proto__":{"a":1},"constructor":"c","jobRole":"Healthcare Assistant","clarificationPoints":[{"point":"The CV does not mention a driving licence.","pointConfirmed":"false"}]}',
  );
});

testReceive("text that is not JSON is malformed, and is not told", async () => {
  assert.equal(await received("+447400123456"), E.left({ _tag: "Malformed", reason: "not JSON" }));
});

testReceive("what is no context object is malformed, with the places and no values", async () => {
  const body = contextJson("whatsapp", {
    frontend_payload: { request_data: { request_id: "ada@example.com" } },
    metadata: undefined,
  });

  assert.equal(
    await received(JSON.stringify(body)),
    E.left({
      _tag: "Malformed",
      reason:
        "context object: frontend_payload.request_data.request_id (expected a canonical lower-case UUID version 4), metadata (expected { router_version: string, schema: number, accepted_at: an ISO 8601 date-time that exists })",
    }),
  );
});

for (const body of ["null", "[]", '""', "5", "{}"]) {
  testReceive(`${body} is malformed`, async () => {
    const result = await received(body);
    assert.is(E.isLeft(result) && result.left._tag, "Malformed");
  });
}

for (const address of [undefined, ""]) {
  testReceive(`a recipient whose address on the channel is ${JSON.stringify(address)} makes it malformed`, async () => {
    const body = contextJson("whatsapp", { frontend_payload: { recipient_data: { recipient_tel: address } } });

    assert.equal(
      await received(JSON.stringify(body)),
      E.left({ _tag: "Malformed", reason: "context object: the recipient has no address on this channel" }),
    );
  });
}

testReceive("28 days after its acceptance a message may still be sent, a millisecond later no more", async () => {
  const clock = manualClock();
  clock.advance(28 * DAY_MS);
  const inTime = await received(acceptedAt(START), clock);
  clock.advance(1);
  const late = await received(acceptedAt(START), clock);

  assert.equal([E.isRight(inTime), late], [true, E.left({ _tag: "TooLate" })]);
});

testReceive("an acceptance time that cannot be reckoned with counts as late", async () => {
  assert.equal(await received(acceptedAt("2026-11-20T11:45:32,789+01")), E.left({ _tag: "TooLate" }));
});

testReceive.run();

const testMessageIdentity = suite("message-identity");

testMessageIdentity("it tells request, conversation, project and channel, and no recipient", () => {
  assert.equal(messageIdentity(delivery("email").body), {
    request_id: REQUEST_ID,
    conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#jobs@cucumber.example`,
    company_id: "ci-aaa-001",
    project_id: "pi-aaa-001",
    channel: "email",
  });
});

for (const body of ["", "{", "null", '{"frontend_payload":{"request_data":{"request_id":"ada@example.com"}}}']) {
  testMessageIdentity(`of ${body || "nothing"} it tells nothing`, () => {
    assert.equal(messageIdentity(body), {});
  });
}

testMessageIdentity.run();
