"use strict";
/** Runs a TypeScript entry point of this project: node tools/main/run.cjs FILE [arguments]. */
require("./require-node.cjs");
const { enableCompileCache } = require("node:module");
const { join, resolve } = require("node:path");

enableCompileCache(join(__dirname, "../../node_modules/.cache/node-compile"));
/* Who reads no further (`| head`) is no fault of the command's. */
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

/* What nothing foresaw, told in a line; where it was, is for whoever asks. */
process.on("uncaughtException", (error) => {
  const told = process.env.STACK_TRACE ? error?.stack : `${error?.message ?? error} (STACK_TRACE=1 says where)`;
  process.stderr.write(`Not done: ${told}\n`);
  process.exit(1);
});

const [file] = process.argv.splice(2, 1);
require("tsx/cjs");
require(resolve(file));
