import * as assert from "uvu/assert";
import { keepScreenshot, viewAt } from "./browser";
import { pageSuite } from "./page-engine";

const { test, run } = pageSuite("a newcomer at the console");

test("sees a message delivered after one press, without reading anything", async (page) => {
  await page.getByRole("button", { name: "Send a first message" }).waitFor();
  await keepScreenshot(page, "1-first-view");
  await page.getByRole("button", { name: "Send a first message" }).click();
  const bubble = page.locator(".bubble");
  await bubble.getByText("Hello Ada").waitFor();
  await page.locator(".needs").getByText("read", { exact: true }).waitFor();
  assert.is(await bubble.locator(".ticks").count(), 0, "its recipient sees no ticks");
  const seconds = Number(await page.evaluate("performance.now()")) / 1000;
  await page.getByText("Receipt: read", { exact: true }).waitFor();
  await keepScreenshot(page, "2-conversation");
  console.log(`a message delivered ${seconds.toFixed(1)} s after the console was opened`);
  assert.ok(seconds < 60);
});

test("finds every view, with the keyboard, in light, dark and on a phone", async (page) => {
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  for (const key of ["Tab", "Tab", "Tab", "Enter"]) await page.keyboard.press(key);
  await page.getByRole("heading", { name: "Conversations", level: 1 }).waitFor();
  const headings = {
    live: "Overview",
    conversations: "Conversations",
    projects: "Projects",
    consent: "Opt-outs",
    steer: "Dead letters and uncertain sends",
    try: "Test request",
    break: "Fault tests",
  };
  for (const width of [1280, 390])
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 860 });
      for (const [view, name] of Object.entries(headings)) {
        await viewAt(page, view);
        await page.getByRole("heading", { name, level: 1 }).waitFor();
        const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assert.is(overflow, 0, `${view} is wider than ${width}`);
        await keepScreenshot(page, `3-${view}-${scheme}-${width}`);
      }
    }
});

run();
