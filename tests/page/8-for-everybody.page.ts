import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { makeKnownTabs } from "../../tools/console/server/known-tabs";
import { temporaryFolder } from "../helpers/temporary-folder";
import { aConsole, emptySource } from "../tools/console/server/a-console";
import { keepScreenshot, onPage, viewAt } from "./browser";
import { pageSuite } from "./page-engine";

const { test, run } = pageSuite("the console for everybody");

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.0 to 2.2, A and AA, and what axe calls best practice. */
const CHECK = `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(
  ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + " " + target + ": " + failureSummary)))`;

const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe);
  return (await page.evaluate(CHECK)) as readonly string[];
};

/** What is to be looked at: an address, and what is done there first. */
type State = { readonly view: string; readonly title: RegExp; readonly prepare?: (page: Page) => Promise<unknown> };

const tab = (name: string | RegExp) => (page: Page) => page.getByRole("tab", { name }).click();
const press = (name: string) => (page: Page) => page.getByRole("button", { name }).first().click();
const lookUp = async (page: Page): Promise<void> => {
  await page.getByLabel("Telephone number (with +) or email address").fill("+447400777002");
  await press("Look it up")(page);
  await press("Suppress")(page);
};
const PROJECT = "projects/ci-aaa-001%2Fpi-aaa-001";

const statesFor = (conversation: string): readonly State[] => {
  const one = `conversations/${encodeURIComponent(conversation)}`;
  return [
    { view: "live", title: /^Overview · local/ },
    { view: "conversations", title: /^Conversations · local/ },
    { view: one, title: /^Conversation [0-9a-f-]{36} · local/ },
    ...["Told", "Assistant", "Record", "Log"].map((name) => ({
      view: one,
      title: /^Conversation /,
      prepare: tab(new RegExp(`^${name}`)),
    })),
    { view: "projects", title: /^Projects · local/ },
    { view: PROJECT, title: /^Projects: ci-aaa-001\/pi-aaa-001/, prepare: press("Check it") },
    { view: PROJECT, title: /^Projects: /, prepare: press("Rotate the key") },
    { view: "consent", title: /^Opt-outs · local/ },
    { view: "consent", title: /^Opt-outs · local/, prepare: lookUp },
    { view: "steer", title: /^Dead letters · local/ },
    { view: "try", title: /^Test request · local/, prepare: press("Send it") },
    { view: "break", title: /^Fault tests · local/, prepare: press("Break it") },
    { view: "nowhere", title: /^No such view/ },
    { view: "projects/none", title: /^Projects: none/ },
    { view: "conversations/a%23b%23c%23d", title: /^Conversation c/ },
  ];
};

test("has a title of its own in every view, and no violation of axe's, in light and dark, on a desk and on a phone", async (page) => {
  await page
    .getByRole("button", { name: /Send a first message/ })
    .or(page.locator(".rows .row").first())
    .first()
    .waitFor();
  await viewAt(page, "try");
  await page.getByRole("button", { name: "Send it" }).click();
  const conversation = String(await page.locator(".follow").getAttribute("data-conversation"));
  await page.locator(".follow [data-sends='1']").waitFor();
  const found: string[] = [];
  for (const [width, scheme] of [
    [1280, "light"],
    [1280, "dark"],
    [390, "light"],
    [390, "dark"],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 860 });
    for (const [at, { view, title, prepare }] of statesFor(conversation).entries()) {
      await page.reload();
      await viewAt(page, view);
      await page.locator("h1").first().waitFor();
      await prepare?.(page);
      await page.waitForTimeout(400);
      assert.match(await page.title(), title);
      found.push(...(await violations(page)).map((one) => `${view} ${width} ${scheme}: ${one}`));
      await keepScreenshot(page, `14-${at}-${scheme}-${width}`);
    }
  }
  assert.equal(found, []);
});

test("keeps the focus on what was pressed while it works", async (page) => {
  const focused = () => page.evaluate("document.activeElement.textContent");
  for (const [view, name] of [
    ["try", "Send it"],
    ["break", "Break it"],
  ] as const) {
    await viewAt(page, view);
    await page.getByRole("button", { name }).first().focus();
    await page.keyboard.press("Enter");
    await page.waitForTimeout(100);
    assert.match(String(await focused()), /ing …|it/);
    await page.locator(".follow").first().waitFor();
    assert.is(await focused(), name);
  }
});

test("says what there is not, instead of waiting for it", async (page) => {
  await viewAt(page, "conversations/a%23b%23c%23d");
  await page.getByRole("heading", { name: "No such conversation", level: 1 }).waitFor();
  await viewAt(page, "nowhere");
  await page.getByRole("heading", { name: "There is no such view", level: 1 }).waitFor();
});

test("goes on with an engine that was started anew at its port, in a tab that the one before knew, and in no other", async () => {
  const tabs = () => makeKnownTabs(join(folder, "tabs.json"));
  const folder = temporaryFolder();
  const about = async () => ({ ...(await emptySource.about()), kind: "local" as const });
  const source = { ...emptySource, about };
  const start = (key: string, port = 0) => aConsole({ source, tabs: tabs() }, { key, port, tabs: tabs() });
  const first = await start("the-first-key");
  const again = async (page: Page): Promise<void> => {
    await page.getByText("Connected").waitFor();
    await first.stop();
    await page.getByText("Connection lost").waitFor();
    const second = await start("another-key", first.port);
    await page.getByText("Connected").waitFor();
    // The state that a program at the engine's port would have seen opens nothing now.
    assert.is((await second.ask("GET", "/api/about", { host: `127.0.0.1:${first.port}` })).status, 401);
    const stranger = {
      key: "MFkw",
      nonce: (await second.ask("GET", "/again", { host: `127.0.0.1:${first.port}` })).body.trim(),
      signature: "AAAA",
    };
    assert.is((await second.own("POST", "/again", stranger)).status, 401);
    await second.stop();
  };
  await onPage(first.url, again, (fault) => /ERR_|401|Failed to load/.test(fault));
});

run();
