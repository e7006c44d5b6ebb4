import { keepScreenshot, viewAt } from "./browser";
import { pageSuite } from "./page-engine";

const { test, run } = pageSuite("opt-outs");

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
