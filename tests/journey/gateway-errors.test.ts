import * as assert from "uvu/assert";
import published from "../../docs/openapi.json";
import { journeySuite } from "./engines";
import { type Answer, call, keyOf, newRequest, post } from "./requests";

const test = journeySuite("answers of API Gateway itself");

const MB = 1_048_576;
const PATH = "/initiate-conversation";

const cors = {
  "access-control-allow-origin": "http://localhost:3000",
  "access-control-allow-headers": "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token",
  "access-control-allow-methods": "OPTIONS,GET,POST",
};

const corsOf = ({ headers }: Answer) =>
  Object.fromEntries(Object.keys(cors).map((name) => [name, headers.get(name)] as const));

const said = (answer: Answer) => [answer.status, answer.text, corsOf(answer)];

const FORBIDDEN = [403, '{"message":"Forbidden"}', cors];

const bodyText = (): string => JSON.stringify(newRequest().body);

test("without a key: 403 Forbidden", async ({ ready }) => {
  assert.equal(said(await call(ready, PATH, bodyText(), { headers: {} })), FORBIDDEN);
});

test("with an unknown key: the same", async ({ ready }) => {
  for (const key of ["unknown", "", "x".repeat(1_000), `${keyOf(ready)} `.toUpperCase()])
    assert.equal(said(await post(ready, bodyText(), key)), FORBIDDEN);
});

test("a preflight needs no key", async ({ ready }) => {
  const answer = await call(ready, PATH, undefined, {
    method: "OPTIONS",
    headers: {
      origin: "https://app.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type,x-api-key",
    },
  });
  assert.equal(said(answer), [200, "", cors]);
});

test("nor does the description, which is that of docs/", async ({ ready }) => {
  const { status, body } = await call(ready, "/openapi.json", undefined, { method: "GET" });
  assert.is(status, 200);
  assert.equal(body, published);
});

test("a body beyond 10 MB: 413", async ({ ready }) => {
  const answer = await post(ready, "x".repeat(10 * MB + 1));
  assert.equal([answer.status, Object.keys(answer.body), corsOf(answer)], [413, ["message"], cors]);
});

test("an unknown path or method: 403, as AWS says it", async ({ ready }) => {
  const headers = { "x-api-key": keyOf(ready) };
  for (const [path, method] of [
    ["/nowhere", "POST"],
    [`${PATH}/`, "GET"],
    [PATH, "GET"],
    [PATH, "DELETE"],
    [`${PATH}/more`, "POST"],
  ] as const) {
    const answer = await call(ready, path, undefined, { method, headers });
    assert.equal(said(answer), [403, '{"message":"Missing Authentication Token"}', cors], `${method} ${path}`);
  }
});

test("an answer of the router carries the same headers", async ({ ready }) => {
  assert.equal(corsOf(await post(ready, "{}")), cors);
});
