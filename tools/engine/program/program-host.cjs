"use strict";
/**
 * Runs programs by Pulumi's own runner (argument: its file). Each run's words and environment come as a message. One that is not to be
 * kept ends with its program, as the runner does by itself; another writes the line `over` to both outputs once its program has ended in
 * order, and waits for the next: packages stay loaded, which takes most of a first run; the program, what it did to Pulumi's SDK, and
 * what the SDK knows of the deployment do not.
 */
const { _extensions } = require("node:module");
const { dirname, join } = require("node:path");

const runner = process.argv[2];
const sdk = join(dirname(runner), "../..");
const settings = require(join(sdk, "runtime/settings"));
require(sdk);

let isOver = false;
const { signalAndWaitForShutdown } = settings;
/** The runner calls it once nothing is left to do and nothing went wrong. */
settings.signalAndWaitForShutdown = async () => {
  await signalAndWaitForShutdown();
  isOver = true;
};

const exportsBefore = Object.values(require.cache)
  .filter(({ filename }) => filename.startsWith(sdk))
  .map(({ exports }) => [exports, Object.getOwnPropertyDescriptors(exports)]);
const extensionsBefore = { ..._extensions };

const forgetProgram = () => {
  for (const event of ["beforeExit", "exit", "uncaughtException", "unhandledRejection"])
    process.removeAllListeners(event);
  for (const [exported, before] of exportsBefore) Object.defineProperties(exported, before);
  for (const extension of Object.keys(_extensions)) delete _extensions[extension];
  Object.assign(_extensions, extensionsBefore);
  for (const file of Object.keys(require.cache))
    if (!file.includes("node_modules") || file.startsWith(dirname(runner))) delete require.cache[file];
  settings.resetOptions("", "", -1, "", "", false, "");
  delete globalThis.globalStore;
  delete globalThis.stackResource;
};

/** How to make each kind of resource and package: told by the packages, once, as they are loaded. */
let known = {};

const stayAfterwards = (over) => {
  isOver = false;
  // The runner waits until nothing is left to wait for.
  process.channel.unref();
  process.on("beforeExit", () => {
    if (!isOver) return;
    const { resourcePackages, resourceModules } = globalThis.globalStore;
    known = { resourcePackages, resourceModules };
    forgetProgram();
    process.channel.ref();
    for (const output of [process.stdout, process.stderr]) output.write(`${over}\n`);
  });
};

process.on("message", ({ words, environment, over }) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  process.argv = [process.argv[0], runner, ...words];
  if (over === undefined) process.disconnect();
  else stayAfterwards(over);
  require(runner);
  Object.assign(require(join(sdk, "runtime/state")).getGlobalStore(), known);
});
