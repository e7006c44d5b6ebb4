import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import * as assert from "uvu/assert";
import { installedClient, readmeLines } from "../helpers/packed-client";
import { keyOf } from "../journey/requests";
import { pageSuite } from "./page-engine";

const { test, run } = pageSuite("the client's package in a web page");

/** A page that the stack's `corsOrigins` name. */
const ORIGIN = "http://localhost:3000";

const SECRET = Buffer.from("a secret of 24 characters").toString("base64");

/** What the page says in its own console, and the verdict on an event. */
const pageOf = (lines: string, headers: Readonly<Record<string, string>>, body: string): string =>
  `<!doctype html><title>a company's page</title>
<script type="importmap">{ "imports": { "ai-multi-comms-client": "/dist/index.js" } }</script>
<script type="module">
${lines}
const { verifyWebhook } = await import("ai-multi-comms-client");
const of = async (text) => JSON.stringify(await verifyWebhook("whsec_${SECRET}", ${JSON.stringify(headers)}, text));
document.title = [await of(${JSON.stringify(body)}), await of("{}")].join(" ");
</script>`;

test("does the README's ten lines, and verifies an event", async (page, { ready }) => {
  const folder = join(await installedClient(), "node_modules/ai-multi-comms-client");
  const event = { type: "message.sent", timestamp: "2026-11-20T11:45:33.000Z", data: { turn: 0 } };
  const body = JSON.stringify(event);
  const now = new Date();
  const headers = {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": new Webhook(SECRET).sign("msg_1", now, body),
  };

  // A page that no server has sent may call this machine only by permission.
  await page.context().grantPermissions(["local-network-access"], { origin: ORIGIN });
  const company = await page.context().newPage();
  await company.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    return pathname === "/"
      ? route.fulfill({
          contentType: "text/html",
          body: pageOf(readmeLines(ready.apiUrl, keyOf(ready)), headers, body),
        })
      : route.fulfill({ contentType: "text/javascript", body: readFileSync(join(folder, pathname), "utf8") });
  });
  const said: string[] = [];
  // Chromium itself notes each answer of 404, of which there are some before the conversation begins.
  company.on("console", (message) => message.type() === "log" && said.push(message.text()));
  company.on("pageerror", ({ message }) => said.push(message));
  await company.goto(`${ORIGIN}/`);
  await company.waitForFunction(`document.title.startsWith("{") || undefined`);

  assert.match(said.join("\n"), /^(delivered|read)$/, said.join("\n"));
  assert.is(
    await company.title(),
    [JSON.stringify({ ok: true, id: "msg_1", event }), JSON.stringify({ ok: false, reason: "forged" })].join(" "),
  );
  await company.close();
});

run();
