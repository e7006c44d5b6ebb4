import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { keepScreenshot, viewAt } from "./browser";
import { pageSuite } from "./page-engine";

const { test, run } = pageSuite("opt-outs");

type Channel = "WhatsApp" | "SMS" | "Email";

/** Sends a test request to somebody new or known, and opens the conversation. */
const sendTo = async (page: Page, channel: Channel, field: string, address: string): Promise<void> => {
  await viewAt(page, "try");
  await page.getByText(channel, { exact: true }).click();
  await page.getByLabel(field).fill(address);
  await page.getByRole("button", { name: "Send it" }).click();
  await page.locator(".follow[data-conversation]").waitFor();
  await page.getByRole("link", { name: "Open the conversation" }).click();
  await page.locator(".conversation").waitFor();
};

const received = (page: Page) => page.locator(".bubble[data-from='recipient']");

test("a newcomer sends, answers STOP on the phone, sends again, and sees why not, within two minutes", async (page) => {
  const number = "+447400777011";
  await sendTo(page, "SMS", "Telephone number", number);
  await page.locator(".bubble[data-from='us']").waitFor();
  await page.getByRole("button", { name: "Answer STOP" }).click();
  await page.locator("[data-suppressed='person']").getByText("the person wrote a keyword such as STOP").waitFor();
  await received(page).getByText("STOP", { exact: true }).waitFor();
  await page.locator(".bubble[data-from='carrier']").getByText("successfully been unsubscribed").waitFor();
  await keepScreenshot(page, "16-stop");
  await sendTo(page, "SMS", "Telephone number", number);
  await page.locator(".needs").getByText("Opted out: not sent").waitFor();
  await page.locator("[data-suppressed='person']").waitFor();
  await keepScreenshot(page, "17-not-sent");
  const seconds = Number(await page.evaluate("performance.now()")) / 1000;
  console.log(`why not was told ${seconds.toFixed(1)} s after the console was opened`);
  assert.ok(seconds < 120);
  await page.getByRole("link", { name: "Who said what" }).click();
  await page.locator("[data-state='suppressed']").getByText("Only the person lifts").waitFor();
  await page.getByRole("button", { name: "Lift", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("they asked by telephone");
  await page.getByRole("button", { name: "Lift it" }).click();
  await page.getByRole("alert").getByText("SET_BY_PERSON").waitFor();
  await page.getByRole("button", { name: "Leave it" }).click();
});

test("a person writes, sends a picture and takes the STOP back on WhatsApp; by mail they reply and unsubscribe", async (page) => {
  await sendTo(page, "WhatsApp", "Telephone number", "+447400777012");
  await page.locator(".bubble[data-from='us']").waitFor();
  const write = async (text: string, verb = "Send"): Promise<void> => {
    await page.getByLabel("Write as the recipient").fill(text);
    await page.getByRole("button", { name: verb, exact: true }).press("Enter");
  };
  await write("Is it full time?");
  await received(page).getByText("Is it full time?").waitFor();
  await page.getByRole("button", { name: "Send a picture" }).click();
  await received(page).getByText("a file: image/png").waitFor();
  await page.getByRole("button", { name: "Answer STOP" }).click();
  await page.locator("[data-suppressed='person']").waitFor();
  await write("start");
  await page.locator("[data-suppressed='person']").waitFor({ state: "detached" });
  await keepScreenshot(page, "18-whatsapp");
  await sendTo(page, "Email", "Email address", "grace@example.com");
  await page.locator(".bubble[data-from='us']").waitFor();
  await write("On Mondays only", "Reply");
  await received(page).getByText("On Mondays only").waitFor();
  await page.getByRole("button", { name: "Unsubscribe" }).click();
  await page.locator("[data-suppressed='person']").getByText("by the link of a mail").waitFor();
  await keepScreenshot(page, "19-mail");
});

test("a company's decision is looked up, made, listed and lifted, with who and why", async (page) => {
  const address = "+447400777001";
  await viewAt(page, "consent");
  await page.getByRole("combobox", { name: "Company" }).selectOption("ci-bbb-002");
  await page.getByLabel("Telephone number (with +) or email address").fill(address);
  await page.getByRole("button", { name: "Look it up" }).click();
  await page.getByText("Nobody has said anything of it.").waitFor();
  const decide = async (label: string, verb: string): Promise<void> => {
    await page.getByRole("button", { name: label, exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("ticket 7");
    await dialog.getByRole("button", { name: verb }).click();
    await dialog.waitFor({ state: "detached" });
  };
  await decide("Suppress", "Suppress it");
  await page.locator(`[data-address='${address}']`).getByText("the company has suppressed it").waitFor();
  await page.locator("[data-state='suppressed']").getByText("ticket 7").waitFor();
  await keepScreenshot(page, "15-opt-outs");
  await decide("Lift", "Lift it");
  await page.locator("[data-state='clear']").waitFor();
  await page.locator(`[data-address='${address}']`).waitFor({ state: "detached" });
  await page.reload();
  await page.getByText("Connected").waitFor();
});

run();
