import * as assert from "uvu/assert";
import { examples } from "../../tools/console/page/try/examples";
import { keepScreenshot, viewAt } from "./browser";
import { pageSuite } from "./page-engine";

const { test, run } = pageSuite("try it");

test("composes a request, shows its command with the key on demand, sends it, and follows it to the ticks", async (page, {
  ready,
}) => {
  await viewAt(page, "try");
  await page.getByText("SMS", { exact: true }).click();
  await page.getByLabel("First name").fill("Grace");
  await page.getByLabel("Telephone number").fill("+447400987654");
  const command = page.locator("pre").filter({ hasText: "curl -s" });
  const [key] = ready.apiKeys;
  assert.match(String(await command.textContent()), 'x-api-key: $API_KEY"');
  await page.getByRole("button", { name: "Show the key" }).click();
  await command.getByText(String(key?.value)).waitFor();
  assert.match(String(await command.textContent()), '"channel_method":"sms"');
  await page.getByRole("button", { name: "Send it" }).click();
  await page.locator("[data-status='200']").waitFor();
  await page.locator(".follow [data-sends='1']").waitFor();
  await page.locator(".follow .ticks").getByText("delivered").waitFor();
  await keepScreenshot(page, "4-try");
});

test("brings about every code of the contract but the one for what nobody foresaw", async (page) => {
  await viewAt(page, "try");
  for (const { code, status } of examples) {
    await page
      .locator(".example")
      .filter({ has: page.getByText(code, { exact: true }) })
      .click();
    await page.getByText(`As the contract says: ${status} ${code}.`).waitFor();
  }
});

test("shows hostile names and data as text, everywhere", async (page) => {
  const hostile = `<script>alert(1)</script><img src=x onerror=alert(2)>`;
  await viewAt(page, "try");
  await page.getByLabel("First name").fill(hostile);
  await page.getByLabel("What the message is about").fill(JSON.stringify({ jobRole: hostile, __proto__x: hostile }));
  await page.getByRole("button", { name: "Send it" }).click();
  await page.locator(".follow [data-sends='1']").waitFor();
  await page.getByRole("link", { name: "Open the conversation" }).click();
  await page.locator("h1").filter({ hasText: hostile }).waitFor();
  for (const tab of ["Assistant", "Record", /^Log/]) await page.getByRole("tab", { name: tab }).click();
  await keepScreenshot(page, "5-hostile-name");
  assert.is(await page.locator("#page script, #page img").count(), 0);
});

run();
