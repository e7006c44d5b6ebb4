import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { apiKeyIdOf, decodeEvent, originOf, readBody } from "../../../runtime/router/proxy-event";
import { rejection } from "../../../runtime/router/rejection";
import { API_KEY_ID } from "../../../tools/measure/sample/company-record";
import { proxyEvent, REQUEST_ID } from "../../../tools/measure/sample/request";

const testProxyEvent = suite("proxy event");

testProxyEvent("is read as API Gateway sends it", () => {
  const event = decodeEvent(proxyEvent({ headers: { origin: "https://a.example" } }));
  assert.equal(
    [event.httpMethod, event.body, event.isBase64Encoded, apiKeyIdOf(event), originOf(event)],
    ["POST", proxyEvent().body, false, API_KEY_ID, "https://a.example"],
  );
});

testProxyEvent("the caller has no key id where the event names none", () => {
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

testProxyEvent("the origin is found in any letter case, if it is text", () => {
  const origins = [{ Origin: "o" }, { ORIGIN: "o" }, { origin: "o" }, { Origin: 5 }, {}, null].map((headers) =>
    originOf(decodeEvent({ headers })),
  );
  assert.equal(origins, ["o", "o", "o", undefined, undefined, undefined]);
});

testProxyEvent("anything of another form is an event without anything", () => {
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

const testReadBody = suite("read body");

const encoded = (text: string | Buffer): string => Buffer.from(text).toString("base64");
const invalid = (message: string) => E.left(rejection("INVALID_REQUEST", message));
const read = (body: string | null, isBase64Encoded = false) => readBody({ body, isBase64Encoded });

testReadBody("gives the object, from text or base64, padded or not", () => {
  const text = '{"a":"é😀"}';
  const bodies = [
    read(text),
    read(` ${text}\n`),
    read(encoded(text), true),
    read(encoded(text).replace(/=+$/, ""), true),
  ];
  assert.equal(bodies, Array(4).fill(E.right({ a: "é😀" })));
});

testReadBody("says what is wrong in plain words that quote nothing", () => {
  assert.equal(
    [
      readBody({}),
      read(null),
      read(""),
      read(" \n"),
      read("", true),
      read(encoded(" "), true),
      read("{"),
      read('{"secret":1}x'),
      read("[]"),
      read("null"),
      read("5"),
      read("{}", true),
      read("e30=\n", true),
      read("e30==", true),
      read("e31=", true),
      read(encoded(Buffer.from([0x7b, 0xff, 0x7d])), true),
      read(encoded(Buffer.from([0xed, 0xa0, 0x80])), true),
    ],
    [
      ...Array(6).fill(invalid("The request body is empty")),
      ...Array(2).fill(invalid("The request body is not valid JSON")),
      ...Array(3).fill(invalid("The request body is not a JSON object")),
      ...Array(4).fill(invalid("The request body is not valid base64")),
      ...Array(2).fill(invalid("The request body is not UTF-8 text")),
    ],
  );
});

testReadBody("ignores one byte order mark, however the body comes", () => {
  assert.equal([read("\uFEFF{}"), read(encoded("\uFEFF{}"), true)], [E.right({}), E.right({})]);
});

const bodyOf = (bytes: number, filling: string): string => {
  const text = filling.repeat(Math.floor((bytes - 8) / Buffer.byteLength(filling)));
  return `{"a":"${text}"}`.padEnd(bytes - Buffer.byteLength(text) + text.length);
};

testReadBody("takes 256 KiB in UTF-8 bytes and no byte more", () => {
  const tooLarge = E.left(rejection("PAYLOAD_TOO_LARGE", "The request body exceeds 262144 bytes"));
  for (const filling of ["x", "é", "😀"]) {
    const [largest, larger] = [bodyOf(262_144, filling), bodyOf(262_145, filling)];
    assert.equal([Buffer.byteLength(largest), Buffer.byteLength(larger)], [262_144, 262_145]);
    assert.ok(E.isRight(read(largest)) && E.isRight(read(encoded(largest), true)));
    assert.equal([read(larger), read(encoded(larger), true)], [tooLarge, tooLarge]);
  }
});

testReadBody("a body that is too large still names its request", () => {
  const body = JSON.stringify({ request_data: { request_id: REQUEST_ID }, padding: "x".repeat(262_144) });
  assert.equal(
    read(body),
    E.left({ ...rejection("PAYLOAD_TOO_LARGE", "The request body exceeds 262144 bytes"), requestId: REQUEST_ID }),
  );
});

testReadBody("a body that is far too large is told apart from no object by its ends alone", () => {
  const filling = "x".repeat(2_000_000);
  const codes = [`{"a":"${filling}"}`, ` {"a":"${filling}"}\n`, filling, `[${filling}]`, `{${filling}`].map((body) => {
    const result = read(body);
    return E.isLeft(result) ? result.left.code : "read";
  });
  assert.equal(codes, [
    "PAYLOAD_TOO_LARGE",
    "PAYLOAD_TOO_LARGE",
    "INVALID_REQUEST",
    "INVALID_REQUEST",
    "INVALID_REQUEST",
  ]);
});
