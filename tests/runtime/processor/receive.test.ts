import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { encodeMessage } from "../../../runtime/context/encode-message";
import { receive } from "../../../runtime/processor/receive";
import { contextJson, contextObject } from "../../helpers/context-object";
import { manualClock, START } from "../../helpers/manual-clock";

const DAY_MS = 86_400_000;
const received = (body: string, clock = manualClock()) => receive(body)({ clock })();

const acceptedAt = (accepted_at: string): string =>
  encodeMessage(contextJson("whatsapp", { metadata: { accepted_at } }));

const test = suite("receive");

test("a context object is taken as it is", async () => {
  assert.equal(await received(encodeMessage(contextJson())), E.right(contextObject()));
});

test("project data and further recipient fields come through whatever their names", async () => {
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

test("text that is not JSON is malformed, and is not told", async () => {
  assert.equal(await received("+447400123456"), E.left({ _tag: "Malformed", reason: "not JSON" }));
});

test("what is no context object is malformed, with the places and no values", async () => {
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
  test(`${body} is malformed`, async () => {
    const result = await received(body);
    assert.is(E.isLeft(result) && result.left._tag, "Malformed");
  });
}

for (const address of [undefined, ""]) {
  test(`a recipient whose address on the channel is ${JSON.stringify(address)} makes it malformed`, async () => {
    const body = contextJson("whatsapp", { frontend_payload: { recipient_data: { recipient_tel: address } } });

    assert.equal(
      await received(JSON.stringify(body)),
      E.left({ _tag: "Malformed", reason: "context object: the recipient has no address on this channel" }),
    );
  });
}

test("28 days after its acceptance a message may still be sent, a millisecond later no more", async () => {
  const clock = manualClock();
  clock.advance(28 * DAY_MS);
  const inTime = await received(acceptedAt(START), clock);
  clock.advance(1);
  const late = await received(acceptedAt(START), clock);

  assert.equal([E.isRight(inTime), late], [true, E.left({ _tag: "TooLate" })]);
});

test("an acceptance time that cannot be reckoned with counts as late", async () => {
  assert.equal(await received(acceptedAt("2026-11-20T11:45:32,789+01")), E.left({ _tag: "TooLate" }));
});

test.run();
