import { createServer } from "node:http";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { byName, type Guard, holders, programs } from "../../../tools/aws/guard";
import { addressOf, listenOnLoopback } from "../../../tools/aws/http";
import { signedWith } from "../../helpers/local-clients";

const KEY = "the-key-of-this-start";
const PORT = 4010;
const signed = holders(KEY, "signed");
const bearer = holders(KEY, "bearer");

type Asked = Parameters<Guard>[0];

const here = { host: "127.0.0.1:4010" };
const shown = { ...here, authorization: signedWith(KEY) };

/** Whom they let in, and whom they do not. */
type Case = readonly [what: string, asked: Asked, letIn: readonly Guard[], refused: readonly Guard[]];

const cases: readonly Case[] = [
  ["this machine by its number", here, [byName, programs], [signed, bearer]],
  ["this machine by its name", { host: "LocalHost:4010" }, [byName, programs], []],
  [
    "a name that was made to point here (DNS rebinding)",
    { ...shown, host: "evil.example:4010" },
    [],
    [byName, programs, signed],
  ],
  ["a name that begins like ours", { host: "127.0.0.1.evil.example:4010" }, [], [byName]],
  ["a subdomain of this machine's name", { host: "evil.localhost:4010" }, [], [byName]],
  ["another port", { host: "127.0.0.1:4011" }, [], [byName]],
  ["no port", { host: "127.0.0.1" }, [], [byName]],
  ["no name", {}, [], [byName]],
  ["a page of another site", { ...shown, origin: "https://evil.example" }, [byName], [programs, signed]],
  ["a page of this machine", { ...shown, origin: "http://127.0.0.1:4010" }, [], [programs, signed]],
  ["a page without an origin", { ...shown, origin: "null" }, [], [programs]],
  ["what a page loads or links to", { ...shown, "sec-fetch-site": "same-site" }, [], [programs, signed]],
  ["an address that was typed", { ...shown, "sec-fetch-site": "none" }, [], [programs]],
  ["the key in AWS's form", shown, [signed], [bearer]],
  ["the key as a bearer's", { ...here, authorization: `Bearer ${KEY}` }, [bearer], [signed]],
  ["another key", { ...here, authorization: signedWith("local") }, [], [signed]],
  ["a key that begins like ours", { ...here, authorization: signedWith(`${KEY}0`) }, [], [signed]],
  ["no key", { ...here, authorization: signedWith("") }, [], [signed]],
];

for (const [what, asked, letIn, refused] of cases)
  test(what, () => {
    assert.equal(
      [...letIn, ...refused].filter((guard) => guard(asked, PORT) === undefined),
      letIn,
    );
  });

test("the port of HTTP itself goes without saying", () => {
  assert.equal([byName({ host: "localhost" }, 80), byName({ host: "127.0.0.1:80" }, 80)], [undefined, undefined]);
});

test("a guarded server hears nothing of what is refused, and no answer to it lets a page read it", async () => {
  const heard: unknown[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url);
    response.end("here");
  });
  const { url, stop } = await listenOnLoopback("a test", 0, server, signed);
  const ask = (headers: Readonly<Record<string, string>>, method = "POST") => fetch(url, { method, headers });
  const refused = [await ask({}), await ask({ origin: url, authorization: signedWith(KEY) }), await ask({}, "OPTIONS")];
  const letIn = await ask({ authorization: signedWith(KEY) });
  await stop();
  for (const { status, headers } of refused) {
    assert.is(status, 403);
    assert.is(headers.get("access-control-allow-origin"), null);
  }
  assert.equal([letIn.status, heard], [200, ["/"]]);
});

test("an address is a path of the listener's own, or none", () => {
  const pathOf = (url: string): string | undefined => addressOf({ url } as Parameters<typeof addressOf>[0])?.pathname;
  assert.equal(["/a?b", "/a/../_x", "//", "//evil/x", "/\\evil", "http://evil/", "*", ""].map(pathOf), [
    "/a",
    "/_x",
    ...Array.from({ length: 6 }, () => undefined),
  ]);
});
