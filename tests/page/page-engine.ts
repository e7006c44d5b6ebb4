import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { suite } from "uvu";
import { openLocalConsole } from "../../tools/console/open-local-console";
import { makeEngineFeed } from "../../tools/console/source/local/engine-feed";
import { readOptions } from "../../tools/engine/options";
import { type Engine, startEngine } from "../../tools/engine/run/start-engine";
import { project, sampleStack } from "../../tools/measure/sample/captured-program";
import { temporaryFolder } from "../helpers/temporary-folder";
import { closeBrowser, onPage } from "./browser";

/** Short times, so that what is broken recovers within seconds. */
const config = {
  queueVisibilitySeconds: 5,
  queueMaxReceiveCount: 3,
  retryFirstSeconds: 0.1,
  retrySpanSeconds: 0.2,
  assistantTimeoutSeconds: 2,
  carrierTimeoutSeconds: 2,
  sweepSeconds: 1,
  reconcileAfterSeconds: 4,
};

/** A project's ids in the sample, and the same with the stand-in's endpoint, which is told of what happens to it. */
const PROJECT = /^( +- company_id: (\S+)\n( +)project_id: (\S+)\n)/gm;
const TOLD = '$1$3webhook: { url: "http://company.localhost/events/$2/$4" }\n';

/** A whole engine with its console, as `npm start` starts it, and a config that may be written. */
const startPageEngine = (): Promise<Engine> => {
  const configFile = join(temporaryFolder(), "Pulumi.local.yaml");
  writeFileSync(configFile, readFileSync(sampleStack("local"), "utf8").replace(PROJECT, TOLD));
  const program = { folder: project, configFile };
  const feed = makeEngineFeed();
  return startEngine(
    project,
    readOptions([
      "--port=0",
      `--config-file=${configFile}`,
      ...Object.entries(config).map(([key, value]) => `--config=${key}=${value}`),
    ]),
    { onLogLine: feed.onLogLine, onAccess: feed.onAccess, onLedgerEntry: feed.onLedgerEntry },
    undefined,
    (target) => openLocalConsole(target, feed, { port: 0, folder: temporaryFolder(), program, warn: () => undefined }),
  );
};

let users = 0;
let running: Promise<Engine> | undefined;

/** A suite on the engine that all page tests share; the last one ends it, and the browser. */
export const pageSuite = (name: string) => {
  const test = suite(name);
  users += 1;
  test.after(async () => {
    users -= 1;
    if (users > 0) return;
    await closeBrowser();
    await (await running)?.stop();
  });
  return {
    run: test.run,
    /** Opens the console, which must behave all the while. */
    test: (title: string, body: (page: Page, engine: Engine) => Promise<void>) =>
      test(title, async () => {
        running ??= startPageEngine();
        const engine = await running;
        await onPage(String(engine.ready.consoleUrl), (page) => body(page, engine));
      }),
  };
};
