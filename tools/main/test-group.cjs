"use strict";
/** Runs the suites of one group (argument: a pattern of paths below tests/) in this process, and ends it even if a failed test left a server open. */
require("./require-node.cjs");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");
const { parse } = require("uvu/parse");
const { runDeclared } = require("./declared-suites.cjs");

enableCompileCache(join(__dirname, "../../node_modules/.cache/node-compile"));
process.env.KEEP_PROGRAMS = "1";
process.env.FORCE_COLOR ??= process.stdout.isTTY ? "1" : "0";

parse("tests", process.argv[2], { require: ["tsx/cjs"] })
  .then(({ suites }) => runDeclared(suites.map(({ name, file }) => ({ name, load: () => require(file) }))))
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => process.stdout.write("", () => process.exit()));
