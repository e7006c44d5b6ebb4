import type { Socket } from "node:net";
import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type HttpRequest, httpOnce } from "../../../runtime/adapters/http-once";
import { answerOf, deadUrl, withRawServer } from "./raw-server";

const post = (url: string, more: Partial<HttpRequest> = {}) =>
  httpOnce({
    method: "POST",
    url: `${url}/send`,
    headers: { "X-One": "1" },
    body: "größe=1",
    timeoutMs: 2_000,
    ...more,
  })();

const tagOf = (result: Awaited<ReturnType<typeof post>>): string => (E.isLeft(result) ? result.left._tag : "answered");

test("a request goes out as it is given, and its answer comes back whole", async () => {
  await withRawServer(answerOf("yes", "202 Accepted", "X-Message-Id: m1"), async ({ url, received }) => {
    const result = await post(url);
    assert.equal(E.isRight(result) && { ...result.right, headers: result.right.headers["x-message-id"] }, {
      status: 202,
      headers: "m1",
      body: "yes",
    });
    assert.equal((received[0] ?? "").split("\r\n"), [
      "POST /send HTTP/1.1",
      "X-One: 1",
      "Content-Length: 9",
      `Host: ${new URL(url).host}`,
      "Connection: close",
      "",
      "größe=1",
    ]);
  });
});

test("every call has a connection of its own", async () => {
  await withRawServer(
    (socket) => socket.write(answerOf("yes")),
    async ({ url, received }) => {
      await post(url);
      await post(url);
      assert.is(received.length, 2);
    },
  );
});

test("a redirect or an error is an answer like any other, and is not followed or repeated", async () => {
  const redirect = answerOf("", "307 Temporary Redirect", "Location: /elsewhere");
  await withRawServer(redirect, async ({ url, received }) => {
    const result = await post(url);
    assert.equal([E.isRight(result) && result.right.status, received.length], [307, 1]);
  });
});

test("a letter that is cut between two pieces of an answer is whole again", async () => {
  const bytes = Buffer.from("ü");
  await withRawServer(
    (socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
      socket.write(bytes.subarray(0, 1));
      setTimeout(() => socket.end(bytes.subarray(1)), 5);
    },
    async ({ url }) => {
      const result = await post(url);
      assert.is(E.isRight(result) && result.right.body, "ü");
    },
  );
});

test("a connection that is refused was never connected", async () => {
  assert.is(tagOf(await post(await deadUrl())), "NeverConnected");
});

const unbuildable: readonly (readonly [string, Partial<HttpRequest>, string?])[] = [
  ["a line break in a header", { headers: { Authorization: "Bearer a\nb" } }],
  ["a letter that no header has", { headers: { Authorization: "Bearer ключ" } }],
  ["a header without a name", { headers: { "": "x" } }],
  ["no URL", {}, "no url"],
  ["another protocol", {}, "ftp://127.0.0.1"],
  ["a time limit of a fraction", { timeoutMs: 16_100.000000000002 }],
  ["a time limit below zero", { timeoutMs: -1 }],
  ["a method with a blank", { method: "PO ST" }],
];

for (const [what, more, url] of unbuildable)
  test(`a request with ${what} is none: nothing was sent, and waiting does not mend it`, async () => {
    await withRawServer(answerOf("yes"), async (server) => {
      const result = await post(url ?? server.url, more);
      assert.equal([tagOf(result), server.received], ["NotBuilt", []]);
      assert.not.match(JSON.stringify(result), /Bearer|ключ/);
    });
  });

test("a process that stood still past its deadline writes nothing to the connection that it finds afterwards", async () => {
  const now = performance.now.bind(performance);
  await withRawServer(answerOf("yes"), async ({ url, received }) => {
    let looks = 0;
    performance.now = () => now() + 2_000 * looks++;
    try {
      assert.is(tagOf(await post(url)), "NeverConnected");
    } finally {
      performance.now = now;
    }
    assert.equal(
      received.filter((text) => text !== ""),
      [],
    );
  });
});

test("without its TLS handshake a connection never came about: nothing of the request has gone out", async () => {
  await withRawServer("HTTP/1.1 400 Bad Request\r\n\r\n", async ({ url, received }) => {
    assert.is(tagOf(await post(url.replace("http:", "https:"))), "NeverConnected");
    assert.not.match(received.join(""), "größe");
  });
});

const short = "HTTP/1.1 202 Accepted\r\nContent-Length: 10\r\n\r\nyes";
const noAnswers: readonly (readonly [string, string | ((socket: Socket) => void)])[] = [
  ["a reset after the request", (socket) => socket.resetAndDestroy()],
  ["an end without an answer", (socket) => socket.end()],
  ["silence", () => undefined],
  ["half a status line", (socket) => socket.write("HTTP/1.1 20")],
  ["something other than HTTP", "SSH-2.0\r\n"],
  ["a body shorter than announced", short],
  ["a body that does not end", (socket) => socket.write(short)],
  ["pieces without the last", "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nyes\r\n"],
  [
    "a reset within the body",
    (socket) => {
      socket.write(short);
      setTimeout(() => socket.resetAndDestroy(), 5);
    },
  ],
];

for (const [what, answer] of noAnswers)
  test(`${what} is no answer: the other side may have acted`, async () => {
    await withRawServer(answer, async ({ url, received }) => {
      const result = await post(url, { timeoutMs: 150 });
      assert.equal([tagOf(result), received.length], ["NoAnswer", 1]);
      assert.not.match(JSON.stringify(result), "größe");
    });
  });
