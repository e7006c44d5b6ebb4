import * as assert from "uvu/assert";
import { keepScreenshot, viewAt } from "./browser";
import { pageSuite } from "./page-engine";

const { test, run } = pageSuite("what the company is told");

test("a conversation shows each event with its tries, those that the endpoint refused too", async (page, engine) => {
  const number = "+447400777021";
  const end = engine.providers.faults.add({
    provider: "company",
    match: { contains: '"message.sent","timestamp"' },
    fault: { status: 503 },
  });
  await viewAt(page, "try");
  await page.getByText("SMS", { exact: true }).click();
  await page.getByLabel("Telephone number").fill(number);
  await page.getByRole("button", { name: "Send it" }).click();
  await page.locator(".follow[data-conversation]").waitFor();
  await page.getByRole("link", { name: "Open the conversation" }).click();
  await page.getByRole("tab", { name: /^Told \(\d+\)$/ }).click();
  const told = (type: string) => page.locator(`[data-event="${type}"][data-state="taken"]`);
  for (const type of ["conversation.accepted", "message.delivered"]) await told(type).waitFor();
  const refused = page.locator('[data-event="message.sent"]');
  await refused.getByText("the company did not take it, it answered 503").waitFor();
  await told("message.sent").getByText("the endpoint had it 1 time").waitFor();
  end();
  assert.is(await told("message.sent").locator(".tries li").count(), 2);
  await keepScreenshot(page, "20-told");

  await viewAt(page, "live");
  await page.locator(".stage").getByText("events waiting").waitFor();
  await viewAt(page, "steer");
  await page.locator("[data-channel='events']").getByText("none").waitFor();
});

run();
