import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { scenarios } from "../../tools/console/actions/break-actions";
import { keepScreenshot, viewAt } from "./browser";
import { pageSuite } from "./page-engine";

const { test, run } = pageSuite("break it, and steer it");

/** Ends with the message sent once, by itself. */
const healing = scenarios
  .filter(({ id, ends }) => ends.other === "sent" && id !== "carrier-unauthorised")
  .map(({ id }) => id);

const card = (page: Page, scenario: string) => page.locator(`[data-scenario='${scenario}']`);

/** Waits for what a card comes to; fails with all that it shows. */
const until = async (page: Page, scenario: string, sight: string): Promise<void> => {
  try {
    await card(page, scenario).locator(sight).first().waitFor();
  } catch {
    assert.unreachable(`${scenario} does not come to ${sight}: ${await card(page, scenario).textContent()}`);
  }
};

const breakAll = async (page: Page, scenarios: readonly string[]): Promise<void> => {
  for (const one of scenarios) await card(page, one).getByRole("button", { name: "Break it" }).click();
};

for (const channel of ["WhatsApp", "Email"])
  test(`every fault on the way of a message by ${channel} is recovered from, and the message sent once`, async (page) => {
    await viewAt(page, "break");
    await page.getByText(channel, { exact: true }).click();
    const ours = healing.filter((one) => channel !== "Email" || one !== "carrier-reset-before");
    // It kills every busy worker of the channel, those of other scenarios too.
    await breakAll(page, ["kill-worker"]);
    await card(page, "kill-worker").getByText("Killed 1 busy worker").waitFor();
    await breakAll(
      page,
      ours.filter((one) => one !== "kill-worker"),
    );
    for (const one of ours) {
      await until(page, one, "[data-sends='1']");
      await until(page, one, ".follow-head .badge-good");
      await until(page, one, "[data-ending='met']");
    }
    await card(page, "forge-receipt").getByText("answered 403: refused").waitFor();
    await keepScreenshot(page, `6-broken-and-recovered-${channel.toLowerCase()}`);
  });

for (const channel of ["WhatsApp", "Email"])
  test(`a recipient that is refused for good is sent nothing by ${channel}, is counted with the reason, and can be reopened`, async (page) => {
    const refused = scenarios.filter(({ ends }) => ends.other === "refused").map(({ id }) => id);
    await viewAt(page, "break");
    await page.getByText(channel, { exact: true }).click();
    await breakAll(page, refused);
    for (const one of refused) await until(page, one, "[data-ending='met']");
    await viewAt(page, "projects");
    await page.locator("[data-day]").getByText("carrier refused").first().waitFor();
    await viewAt(page, "break");
    await breakAll(page, refused.slice(0, 1));
    await until(page, "carrier-bad-number", "[data-ending='met']");
    await card(page, "carrier-bad-number").getByRole("link", { name: "Open the conversation" }).click();
    await page.getByRole("button", { name: "Reopen it" }).click();
    await page.getByRole("dialog").getByLabel("Reason").fill("the number is right now");
    await page.getByRole("dialog").getByRole("button", { name: "Reopen it" }).click();
    await page.locator(".needs .badge-good").waitFor();
  });

test("dead letters raise an alarm, are redriven with progress after the cause is mended, and sent once", async (page) => {
  await viewAt(page, "break");
  await breakAll(page, ["carrier-unauthorised"]);
  const conversation = await card(page, "carrier-unauthorised")
    .locator("[data-conversation]")
    .getAttribute("data-conversation");
  await viewAt(page, "live");
  const alarm = page.locator(".alarm-firing").filter({ hasText: "ai-multi-comms-whatsapp-dead-letters-local" });
  await alarm.waitFor();
  await keepScreenshot(page, "7-alarm");
  await viewAt(page, "break");
  await page.getByRole("button", { name: "Mend everything" }).click();
  await page.getByText("removed; the providers answer").waitFor();
  await viewAt(page, "steer");
  await page.locator("[data-channel='whatsapp']").getByRole("button", { name: "Redrive" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Move them back" }).click();
  await dialog.getByText("Say why").waitFor();
  await dialog.getByLabel("Reason").fill("the credentials are right again");
  await dialog.getByRole("button", { name: "Move them back" }).click();
  await page
    .getByText(/Moved \d+ messages? of whatsapp/)
    .first()
    .waitFor();
  await page.locator(".done").getByText("the credentials are right again").waitFor();
  await keepScreenshot(page, "8-redriven");
  await page.goto(`${new URL(page.url()).origin}/#/conversations/${encodeURIComponent(String(conversation))}`);
  await page.locator(".needs").getByText("read", { exact: true }).waitFor();
});

test("a send that nobody can look into is settled by a person, with a reason that the record keeps", async (page) => {
  await viewAt(page, "break");
  await page.getByText("Email", { exact: true }).click();
  await breakAll(page, ["carrier-reset-before"]);
  await card(page, "carrier-reset-before").getByText("Delivery unknown").waitFor();
  await card(page, "carrier-reset-before").locator("[data-ending='met']").waitFor();
  await page.getByRole("link", { name: /waits? for a person/ }).waitFor();
  await viewAt(page, "steer");
  await page.getByRole("button", { name: "Settle" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("the carrier does not have it");
  await dialog.getByRole("button", { name: "Settle it" }).click();
  await dialog.getByText("nothing is chosen for you").waitFor();
  await dialog.getByText("Send it again").click();
  await keepScreenshot(page, "9-settling");
  await dialog.getByRole("button", { name: "Settle it" }).click();
  await page.getByText("None. Every message is sent").waitFor();
  await page.locator(".done").getByText("the carrier does not have it").waitFor();
});

test("a project is switched off and on, and its requests are refused meanwhile", async (page) => {
  const switchIt = async (verb: string, confirm: string): Promise<void> => {
    await page.locator("[data-project='pi-bbb-001']").getByRole("button", { name: verb }).click();
    await page.getByRole("dialog").getByLabel("Reason").fill("a try");
    await page.getByRole("dialog").getByRole("button", { name: confirm }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  await viewAt(page, "projects");
  await switchIt("Switch off", "Switch it off");
  await viewAt(page, "try");
  await page.getByRole("combobox", { name: "Project" }).selectOption("ci-bbb-002/pi-bbb-001");
  await page.getByRole("button", { name: "Send it" }).click();
  await page.getByText("PROJECT_INACTIVE").first().waitFor();
  await page.locator("[data-status='403']").waitFor();
  await viewAt(page, "projects");
  await switchIt("Switch on", "Switch it on");
  await page.locator("[data-project='pi-bbb-001']").getByText("active", { exact: true }).waitFor();
});

run();
