import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openConsole } from "../../../../tools/console/server/open-console";
import { aConsole, closeConsoles, cookieAt, KEY } from "./a-console";

test.after.each(closeConsoles);

test("is opened by the address with its start's key, which a cookie keeps from then on", async () => {
  const { ask, port, url } = await aConsole();
  assert.is(url, `http://127.0.0.1:${port}/?key=${KEY}`);
  const host = `127.0.0.1:${port}`;
  const opened = await ask("GET", `/?key=${KEY}`, { host });
  assert.equal([opened.status, opened.headers.location], [303, "/"]);
  assert.equal(opened.headers["set-cookie"], [`${cookieAt(port)}; HttpOnly; SameSite=Strict; Path=/`]);
  assert.not.match(cookieAt(port), KEY);
  const page = await ask("GET", "/", { host, cookie: `other=1; ${cookieAt(port)}` });
  assert.is(page.status, 200);
  assert.match(page.body, '<script src="/page.js" defer></script>');
  assert.not.match(page.body, KEY);
});

test("shows nothing to who does not have the key, whichever part they ask for", async () => {
  const { ask, port } = await aConsole();
  const host = `127.0.0.1:${port}`;
  for (const path of ["/", "/?key=wrong", "/?key=", "/page.js", "/api/about", "/api/events", "/api/conversations"]) {
    for (const cookie of [
      "",
      `console_${port}=wrong`,
      `console_${port}=${KEY}`,
      cookieAt(1),
      cookieAt(port, "another key"),
    ])
      assert.is((await ask("GET", path, { host, cookie })).status, 401, `${path} ${cookie}`);
  }
  const origin = `http://${host}`;
  assert.is((await ask("POST", "/api/actions/echo", { host, origin }, "{}")).status, 401);
});

test("refuses a forged host and a foreign origin even with the key", async () => {
  const { ask, port } = await aConsole();
  const cookie = cookieAt(port);
  const json = { "content-type": "application/json" };
  const host = `127.0.0.1:${port}`;
  const answers = await Promise.all([
    ask("GET", "/api/about", { cookie, host: `evil.example:${port}` }),
    ask("GET", "/api/events", { cookie, host, origin: "https://evil.example" }),
    ask("GET", "/api/about", { cookie, host, "sec-fetch-site": "cross-site" }),
    ask("GET", `/?key=${KEY}`, { host: `evil.example:${port}` }),
    ask("POST", "/api/actions/echo", { cookie, host, ...json, origin: "https://evil.example" }, "{}"),
    ask("POST", "/api/actions/echo", { cookie, host, ...json }, "{}"),
  ]);
  for (const { status } of answers) assert.is(status, 403);
});

test("has no answer but 400 to an address that is no path, before and after the key", async () => {
  const { ask, own, port } = await aConsole();
  const host = `127.0.0.1:${port}`;
  for (const path of ["//", "//evil.example/", "/\\evil.example", "http://evil.example/", "*"]) {
    assert.is((await ask("GET", path, { host })).status, 400, path);
    assert.is((await own("GET", path)).status, 400, path);
  }
});

test("sends the strict headers with every answer, refusals too", async () => {
  const { ask, own } = await aConsole();
  for (const got of [await own("GET", "/"), await own("GET", "/api/about"), await ask("GET", "/", { host: "evil" })]) {
    const policy = String(got.headers["content-security-policy"]);
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; /);
    assert.match(policy, "frame-ancestors 'none'");
    assert.not.match(policy, "unsafe");
    assert.is(got.headers["x-content-type-options"], "nosniff");
    assert.is(got.headers["cache-control"], "no-store");
    assert.is(got.headers["access-control-allow-origin"], undefined);
  }
});

test("listens on 127.0.0.1 only, and takes another port when its own is taken, and says so", async () => {
  const other = createServer();
  await once(other.listen(0, "127.0.0.1"), "listening");
  const { port } = other.address() as AddressInfo;
  const warnings: string[] = [];
  const opened = await openConsole({
    port,
    makeApp: async () => ({ handle: async () => undefined, close: async () => undefined }),
    warn: (text) => void warnings.push(text),
  });
  assert.is(new URL(opened.url).hostname, "127.0.0.1");
  assert.is.not(new URL(opened.url).port, String(port));
  assert.equal(warnings, [`port ${port} is taken: the console takes another one (--console-port chooses)`]);
  await opened.stop();
  other.close();
});

test("makes everything else only when somebody with the key looks, and tries again after a failure", async () => {
  let made = 0;
  const opened = await openConsole({
    port: 0,
    warn: () => undefined,
    makeApp: async () => {
      made += 1;
      if (made === 1) throw new Error("not yet");
      return { handle: async () => ({ status: 200, type: "text/plain", body: "here" }), close: async () => undefined };
    },
  });
  const { origin, searchParams, port } = new URL(opened.url);
  const cookie = cookieAt(Number(port), searchParams.get("key") ?? "");
  const statuses: number[] = [];
  for (const headers of [{}, { cookie }, { cookie }, { cookie }])
    statuses.push((await fetch(origin, { headers })).status);
  assert.equal([statuses, made], [[401, 500, 200, 200], 2]);
  await opened.stop();
});
