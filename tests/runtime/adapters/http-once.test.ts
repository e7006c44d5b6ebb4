import type { Socket } from "node:net";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type HttpRequest, httpOnce } from "../../../runtime/adapters/http-once";
import { deadUrl, type RawServer, startRawServer } from "./raw-server";

const post = (url: string, more: Partial<HttpRequest> = {}) =>
  httpOnce({
    method: "POST",
    url: `${url}/send`,
    headers: { "X-One": "1" },
    body: "größe=1",
    timeoutMs: 2_000,
    ...more,
  })();

const withServer = async <A>(answer: (socket: Socket) => void, use: (server: RawServer) => Promise<A>): Promise<A> => {
  const server = await startRawServer(answer);
  return use(server).finally(server.stop);
};

const tagOf = (result: Awaited<ReturnType<typeof post>>): string => (E.isLeft(result) ? result.left._tag : "answered");
const ok = "HTTP/1.1 202 Accepted\r\nX-Message-Id: m1\r\nContent-Length: 3\r\n\r\nyes";

const test = suite("http-once");

test("a request goes out as it is given, and its answer comes back whole", async () => {
  await withServer(
    (socket) => socket.end(ok),
    async (server) => {
      const result = await post(server.url);

      assert.equal(E.isRight(result) && { ...result.right, headers: result.right.headers["x-message-id"] }, {
        status: 202,
        headers: "m1",
        body: "yes",
      });
      const [head, body] = (server.received()[0] ?? "").split("\r\n\r\n");
      const { host } = new URL(server.url);
      assert.equal(head?.split("\r\n"), [
        "POST /send HTTP/1.1",
        "X-One: 1",
        "Content-Length: 9",
        `Host: ${host}`,
        "Connection: close",
      ]);
      assert.is(body, "größe=1");
    },
  );
});

test("every call has a connection of its own", async () => {
  await withServer(
    (socket) => socket.write(ok),
    async (server) => {
      await post(server.url);
      await post(server.url);

      assert.is(server.connections(), 2);
    },
  );
});

test("a redirect or an error is an answer like any other, and is not followed or repeated", async () => {
  await withServer(
    (socket) => socket.end("HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"),
    async (server) => {
      const result = await post(server.url);

      assert.is(E.isRight(result) && result.right.status, 307);
      assert.is(server.connections(), 1);
    },
  );
});

test("a letter that is cut between two pieces of an answer is whole again", async () => {
  const bytes = Buffer.from("ü");
  await withServer(
    (socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
      socket.write(bytes.subarray(0, 1));
      setTimeout(() => socket.end(bytes.subarray(1)), 5);
    },
    async (server) => {
      const result = await post(server.url);
      assert.is(E.isRight(result) && result.right.body, "ü");
    },
  );
});

test("a connection that is refused, and a header or a URL that cannot be used, were never connected", async () => {
  const url = await deadUrl();

  assert.is(tagOf(await post(url)), "NeverConnected");
  assert.is(tagOf(await post(url, { headers: { Authorization: "Bearer a\nb" } })), "NeverConnected");
  assert.is(tagOf(await post("no url")), "NeverConnected");
});

test("without its TLS handshake a connection never came about: nothing of the request has gone out", async () => {
  await withServer(
    (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"),
    async (server) => {
      const result = await post(server.url.replace("http:", "https:"));

      assert.is(tagOf(result), "NeverConnected");
      assert.not.match(server.received().join(""), "größe");
    },
  );
});

for (const [what, answer] of [
  ["a reset after the request", (socket: Socket) => void socket.resetAndDestroy()],
  ["an end without an answer", (socket: Socket) => void socket.end()],
  ["silence", () => undefined],
  ["half a status line", (socket: Socket) => void socket.write("HTTP/1.1 20")],
  ["something other than HTTP", (socket: Socket) => void socket.end("SSH-2.0\r\n")],
  [
    "a body shorter than announced",
    (socket: Socket) => void socket.end("HTTP/1.1 202 Accepted\r\nContent-Length: 10\r\n\r\nyes"),
  ],
  [
    "a body that does not end",
    (socket: Socket) => void socket.write("HTTP/1.1 202 Accepted\r\nContent-Length: 10\r\n\r\nyes"),
  ],
  [
    "pieces without the last",
    (socket: Socket) => void socket.end("HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nyes\r\n"),
  ],
  [
    "a reset within the body",
    (socket: Socket) => {
      socket.write("HTTP/1.1 202 Accepted\r\nContent-Length: 10\r\n\r\nyes");
      setTimeout(() => socket.resetAndDestroy(), 5);
    },
  ],
] as const) {
  test(`${what} is no answer: the other side may have acted`, async () => {
    await withServer(answer, async (server) => {
      const result = await post(server.url, { timeoutMs: 150 });

      assert.is(tagOf(result), "NoAnswer");
      assert.is(server.connections(), 1);
      assert.not.match(JSON.stringify(result), "größe");
    });
  });
}

test.run();
