import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { webhookPost } from "../../../runtime/adapters/webhook-post";
import { manualClock } from "../../helpers/time-and-chance";
import { answerOf, deadUrl, withRawServer } from "./raw-server";

const test = suite("a post to a company's endpoint");

/** A resolver that answers with these addresses, another list at each look-up as long as there is one; and how often it was asked. */
const resolver = (...answers: readonly (readonly string[])[]) => {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, _options, callback) => {
    const addresses = answers[Math.min(asked.push(hostname), answers.length) - 1] ?? [];
    const found = addresses.map((address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 }));
    callback(null, found);
  };
  return { lookup, asked };
};

const poster =
  (lookup: LookupFunction, isLocal = true) =>
  (url: string, timeoutMs = 2_000) =>
    webhookPost({ lookup, isLocal, clock: manualClock() }).post({
      url,
      headers: { "webhook-id": "msg_1" },
      body: "{}",
      timeoutMs,
    })();

const reasonOf = (result: Awaited<ReturnType<ReturnType<typeof poster>>>): string =>
  E.isLeft(result) ? result.left.reason : `answered ${result.right.status}`;

const named = (url: string): string => url.replace("127.0.0.1", "hooks.example");

const NOT_PUBLIC = "the name leads to an address that is not public (ENOTPUBLIC)";

test("goes out whole, to the address that its name has at that moment", async () => {
  await withRawServer(answerOf("thanks", "202 Accepted"), async ({ url, received }) => {
    const { lookup, asked } = resolver(["127.0.0.1"]);
    assert.equal(
      await poster(lookup)(`${named(url)}/events?of=a`),
      E.right({ status: 202, retryAfterSeconds: undefined }),
    );
    assert.equal(asked, ["hooks.example"]);
    assert.equal((received[0] ?? "").split("\r\n"), [
      "POST /events?of=a HTTP/1.1",
      "webhook-id: msg_1",
      "Content-Type: application/json",
      "User-Agent: ai-multi-comms",
      "Content-Length: 2",
      `Host: ${new URL(named(url)).host}`,
      "Connection: close",
      "",
      "{}",
    ]);
  });
});

// All of these reach the server, which listens on this machine, where nothing stands in the way.
for (const addresses of [
  ["0.0.0.0"],
  ["::ffff:127.0.0.1"],
  ["127.0.0.1", "0.0.0.0"],
  ["127.0.0.1", "10.0.0.1"],
  ["169.254.169.254"],
])
  test(`makes no connection where its name leads to ${addresses.join(" and ")}`, async () => {
    await withRawServer(answerOf(""), async ({ url, received }) => {
      assert.is(reasonOf(await poster(resolver(addresses).lookup)(named(url))), NOT_PUBLIC);
      assert.equal(received, []);
    });
  });

test("is judged by the look-up that its own connection is made by: a name that leads elsewhere the next time does not get there", async () => {
  await withRawServer(answerOf(""), async ({ url, received }) => {
    const { lookup, asked } = resolver(["127.0.0.1"], ["0.0.0.0"]);
    const post = poster(lookup);
    assert.equal([reasonOf(await post(named(url))), reasonOf(await post(named(url)))], ["answered 200", NOT_PUBLIC]);
    assert.equal([received.length, asked.length], [1, 2]);
  });
});

test("goes nowhere by an address that stands in its URL, in whatever form, and asks nobody for it", async () => {
  await withRawServer(answerOf(""), async ({ url, received }) => {
    const { lookup, asked } = resolver(["127.0.0.1"]);
    const { port } = new URL(url);
    for (const host of ["0.0.0.0", "0", "[::ffff:127.0.0.1]", "[::]", "169.254.169.254", "0xa.1", "167772161"])
      assert.is(
        reasonOf(await poster(lookup)(`http://${host}:${port}/`)),
        "the webhook's address may not be posted to",
        host,
      );
    assert.equal([received, asked], [[], []]);
  });
});

test("outside the local stack goes by https at its own port alone, and to no address of this machine", async () => {
  await withRawServer(answerOf(""), async ({ url, received }) => {
    const { lookup } = resolver(["127.0.0.1"]);
    const reasons = [url, named(url), named(url).replace("http", "https"), "https://hooks.example/"].map(async (one) =>
      reasonOf(await poster(lookup, false)(one)),
    );
    const refused = "the webhook's address may not be posted to";
    assert.equal(await Promise.all(reasons), [refused, refused, refused, NOT_PUBLIC]);
    assert.equal(received, []);
  });
});

test("follows no redirect, and is told how long the endpoint wants to be left alone", async () => {
  const { lookup } = resolver(["127.0.0.1"]);
  await withRawServer(
    answerOf("", "307 Temporary Redirect", "Location: /elsewhere", "Retry-After: 120"),
    async ({ url, received }) => {
      assert.equal(await poster(lookup)(named(url)), E.right({ status: 307, retryAfterSeconds: 120 }));
      assert.is(received.length, 1);
    },
  );
});

test("has its answer by the first line, and reads no more than the beginning of what follows", async () => {
  const { lookup } = resolver(["127.0.0.1"]);
  const head = "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n";
  const endless = (socket: import("node:net").Socket): void => {
    socket.write(head);
    const more = (): void => void (socket.writable && socket.write(Buffer.alloc(65_536), () => setImmediate(more)));
    more();
  };
  await withRawServer(endless, async ({ url }) => {
    assert.is(reasonOf(await poster(lookup)(named(url), 60_000)), "answered 200");
  });
  await withRawServer(
    (socket) => socket.write(`${head}begun`),
    async ({ url }) => {
      assert.is(reasonOf(await poster(lookup)(named(url), 100)), "answered 200");
    },
  );
});

test("fails in words where nothing listens, nobody answers in time, the connection breaks, or no host has the name", async () => {
  const { lookup } = resolver(["127.0.0.1"]);
  const notFound: LookupFunction = (_hostname, _options, callback) =>
    callback(Object.assign(new Error("not found"), { code: "ENOTFOUND" }), []);

  assert.is(reasonOf(await poster(lookup)(named(await deadUrl()))), "nothing answers at the address (ECONNREFUSED)");
  assert.is(reasonOf(await poster(notFound)("http://hooks.example/")), "no host has this name (ENOTFOUND)");
  await withRawServer(
    () => undefined,
    async ({ url }) => {
      assert.is(reasonOf(await poster(lookup)(named(url), 50)), "no answer within its time (ABORT_ERR)");
    },
  );
  await withRawServer(
    (socket) => socket.resetAndDestroy(),
    async ({ url }) => {
      assert.is(reasonOf(await poster(lookup)(named(url))), "the connection was cut off (ECONNRESET)");
    },
  );
});
