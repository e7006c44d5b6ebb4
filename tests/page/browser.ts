import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import * as assert from "uvu/assert";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

/** The Chromium of this machine; `CHROMIUM` names another one. */
export const findChromium = (): string | undefined =>
  [process.env.CHROMIUM ?? "", ...usual].find((path) => path !== "" && existsSync(path));

let running: Promise<Browser> | undefined;

const watch = (page: Page, origin: string): readonly string[] => {
  const faults: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) faults.push(`request to ${request.url()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`thrown: ${error.message}`));
  page.on("dialog", async (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  return faults;
};

/** Opens the console in a window of its own; fails on requests to elsewhere, errors and dialogs other than those let pass. */
export const onPage = async <A>(
  address: string,
  body: (page: Page) => Promise<A>,
  passes: (fault: string) => boolean = () => false,
): Promise<A> => {
  running ??= chromium.launch({ executablePath: findChromium() ?? "", args: ["--no-sandbox"] });
  const context = await (await running).newContext({ viewport: { width: 1280, height: 860 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(40_000);
    const faults = watch(page, new URL(address).origin);
    await page.goto(address);
    const result = await body(page);
    assert.equal(
      faults.filter((fault) => !passes(fault)),
      [],
    );
    return result;
  } finally {
    await context.close();
  }
};

export const closeBrowser = async (): Promise<void> => {
  await (await running)?.close();
  running = undefined;
};

const folder = resolve(__dirname, "../../build/screenshots");

/** Keeps a picture as a build artefact. */
export const keepScreenshot = async (page: Page, name: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
};

export const viewAt = (page: Page, view: string): Promise<unknown> =>
  page.goto(`${new URL(page.url()).origin}/#/${view}`);
