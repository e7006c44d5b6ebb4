"use strict";
/** Runs a TypeScript entry point of this project: node bin/run.cjs FILE [arguments]. */
require("./require-node.cjs");
const { resolve } = require("node:path");

const [file] = process.argv.splice(2, 1);
require("tsx/cjs");
require(resolve(file));
