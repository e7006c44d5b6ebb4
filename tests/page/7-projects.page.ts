import * as assert from "uvu/assert";
import { newRequest, post } from "../journey/requests";
import { keepScreenshot, viewAt } from "./browser";
import { pageSuite } from "./page-engine";

const { test, run } = pageSuite("a project's page");

/** The program runs again for each step, on a machine that may have other work. */
const UPDATE_MS = 150_000;

const PROJECT = "projects/ci-aaa-001%2Fpi-aaa-001";

test("shows keys, limits, channels, totals and what check says, as they are used", async (page, { ready }) => {
  await post(ready, newRequest("sms").body);
  await viewAt(page, PROJECT);
  await page.getByRole("heading", { name: "Ashgrove Care · Healthcare recruitment", level: 1 }).waitFor();
  await page.locator("[data-key='1']").getByText("last used").waitFor();
  await page
    .locator("[data-limit='messages_per_day'] td")
    .first()
    .filter({ hasText: /^[1-9]/ })
    .waitFor();
  await page.locator("#channel-sms").getByText("SMS").waitFor();
  await page.locator("figure.preview").first().getByText("thank you for your interest").waitFor();
  await page
    .locator("[data-day] td")
    .first()
    .filter({ hasText: /^[1-9]/ })
    .waitFor();
  await page.getByRole("button", { name: "Check it" }).click();
  await page.locator(".findings").getByText("says what the config says").waitFor();
  await keepScreenshot(page, "12-project");
});

test("has a key rotated without a gap, by keyboard, and the old one refused at the end", async (page, { ready }) => {
  const statusWith = async (key: string): Promise<number> => {
    const headers = { "x-api-key": key, "content-type": "application/json" };
    return (await fetch(`${ready.apiUrl}/initiate-conversation`, { method: "POST", headers, body: "{}" })).status;
  };
  const rotate = async (label: string, verb: string): Promise<void> => {
    await page.getByRole("button", { name: label }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("a leak");
    await dialog.getByRole("button", { name: verb }).press("Enter");
    await dialog.waitFor({ state: "detached", timeout: UPDATE_MS });
  };
  const shownValue = async (label: string): Promise<string> => {
    await page.locator(`[data-key='${label}']`).getByRole("button", { name: "Show" }).click();
    return String(await page.locator(`[data-key='${label}'] .value`).textContent());
  };
  await viewAt(page, "projects/ci-bbb-002%2Fpi-bbb-001");
  const old = await shownValue("1");
  await rotate("Rotate the key", "Add a key");
  const next = await shownValue("2");
  assert.equal([await statusWith(old), await statusWith(next)], [400, 400]);
  await rotate("Remove the old key", "Remove it");
  await page.locator("[data-key='1']").waitFor({ state: "detached" });
  assert.equal([await statusWith(old), await statusWith(next)], [403, 400]);
});

test("erases a person after showing what there is, and gives a receipt that names nobody", async (page, { ready }) => {
  const request = newRequest("sms", { recipient_data: { recipient_first_name: "Unmistakable" } });
  await post(ready, request.body);
  await viewAt(page, "conversations");
  await page.getByLabel("Recipient").fill(request.recipient.replace("+44", "0"));
  await page.getByText("1 conversation", { exact: true }).waitFor();
  await page.locator(".row").first().click();
  await page.locator(".needs").getByText("delivered").waitFor();
  await page.getByRole("link", { name: "Erase this person" }).click();
  assert.is(await page.getByLabel("Telephone number (with +) or email address").inputValue(), request.recipient);
  await page.getByRole("button", { name: "Look what there is" }).click();
  await page.getByText("nothing is chosen for you").waitFor();
  await page.getByText("What this project has of the person").click();
  await page.getByRole("button", { name: "Look what there is" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("1 conversation.").waitFor();
  await dialog.getByLabel("Reason").fill("the person asked for it");
  await dialog.getByRole("button", { name: "Erase it" }).click();
  const receipt = page.getByRole("region", { name: "Receipt of the erasure" });
  await receipt.waitFor();
  const text = String(await receipt.textContent());
  assert.match(text, /"conversations": \[/);
  for (const personal of ["Unmistakable", request.recipient]) assert.not.match(text, personal);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the receipt" }).click();
  assert.match((await download).suggestedFilename(), /^erasure-\d{4}-\d\d-\d\d\.json$/);
  await keepScreenshot(page, "13-erased");
  await viewAt(page, "conversations");
  await page.getByText("No conversation here").waitFor();
});

run();
