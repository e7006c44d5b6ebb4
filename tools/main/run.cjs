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

const [file] = process.argv.splice(2, 1);
require("tsx/cjs");
require(resolve(file));
