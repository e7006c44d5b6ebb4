import { suite } from "uvu";
import * as assert from "uvu/assert";
import { apiKeyIdOf, decodeEvent, originOf } from "../../../runtime/router/proxy-event";
import { API_KEY_ID } from "../../helpers/company-record";
import { proxyEvent } from "../../helpers/proxy-event";

const test = suite("proxy event");

test("is read as API Gateway sends it", () => {
  const event = decodeEvent(proxyEvent({ headers: { origin: "https://a.example" } }));
  assert.equal(
    [event.httpMethod, event.body, event.isBase64Encoded, apiKeyIdOf(event), originOf(event)],
    ["POST", proxyEvent().body, false, API_KEY_ID, "https://a.example"],
  );
});

test("the caller has no key id where the event names none", () => {
  const events = [
    {},
    { requestContext: {} },
    { requestContext: { identity: {} } },
    { requestContext: { identity: { apiKeyId: null } } },
  ];
  assert.equal(
    events.map((event) => apiKeyIdOf(decodeEvent(event))),
    ["", "", "", ""],
  );
});

test("the origin is found in any letter case, if it is text", () => {
  const origins = [{ Origin: "o" }, { ORIGIN: "o" }, { origin: "o" }, { Origin: 5 }, {}, null].map((headers) =>
    originOf(decodeEvent({ headers })),
  );
  assert.equal(origins, ["o", "o", "o", undefined, undefined, undefined]);
});

test("anything of another form is an event without anything", () => {
  for (const input of [
    undefined,
    null,
    5,
    "{}",
    { body: 5 },
    { requestContext: { identity: { apiKeyId: 5 } } },
    { isBase64Encoded: "no" },
  ])
    assert.equal(decodeEvent(input), {});
});

test.run();
