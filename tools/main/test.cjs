"use strict";
/**
 * Runs every suite under tests/ in three processes at a time, or in one those whose path matches the argument.
 * Ends with "N passed, N failed".
 */
require("./require-node.cjs");
const { spawn } = require("node:child_process");
const { join } = require("node:path");
const { stripVTControlCharacters } = require("node:util");

/**
 * Patterns of paths below tests/, each of which gets a process of its own, those that take longest first. Two processors have three at
 * a time, since suites that run whole engines wait for half of their time; beside them stand suites that only compute. Suites that
 * share an engine share a process, and so do those that look at what the whole program declares, which runs it once for each config.
 */
const named = [
  "journey/(alarms|isolation|limits|receipts|sweeper)",
  "journey/npm-start|tools/(delivery|main|ops)/|tools/engine/(run/|[^/]+(?=\\.test\\.ts$))|tools/measure/soak",
  "(contract|proofs)/(?!random-histories)",
  "journey/",
  "infra/|proofs/random-histories|tools/(policy|measure/flood)",
  "tools/",
];
const LANES = 3;
const OF_A_STACK = "(deployed|e2e|integration)/";

const partsOfAll = [...named, ""].map(
  (pattern, at) => `^(?!${[OF_A_STACK, ...named.slice(0, at)].join("|")})(${pattern}).*\\.test\\.ts$`,
);
const chosen = process.argv[2];
const waiting = chosen === undefined ? partsOfAll : [`(${chosen}).*\\.test\\.ts$`];

/** What has been written by the parts that run, in the order of their beginning; the first is shown as it runs. */
const outputs = [];

const show = () => {
  for (; outputs.length > 0; outputs.shift()) {
    process.stdout.write(outputs[0].unseen);
    outputs[0].unseen = "";
    if (!outputs[0].hasEnded) return;
  }
};

const countIn = (text, label) =>
  Number(new RegExp(`^\\s*${label}:\\s+(\\d+)`, "m").exec(stripVTControlCharacters(text))?.[1] ?? 0);

const run = (pattern) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(__dirname, "test-group.cjs"), pattern], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = { unseen: "", hasEnded: false };
    outputs.push(output);
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (more) => {
        text += more;
        output.unseen += more;
        show();
      });
    child.on("close", (code) => {
      output.hasEnded = true;
      show();
      resolve({ code: code ?? 1, total: countIn(text, "Total"), passed: countIn(text, "Passed") });
    });
  });

const main = async () => {
  const started = Date.now();
  const results = [];
  const lane = async () => {
    for (let pattern = waiting.shift(); pattern !== undefined; pattern = waiting.shift())
      results.push(await run(pattern));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const sum = (name) => results.reduce((before, result) => before + result[name], 0);
  const failed = sum("total") - sum("passed");
  console.log(`in ${((Date.now() - started) / 1000).toFixed(0)} s:`);
  console.log(`${sum("passed")} passed, ${failed} failed`);
  process.exitCode = sum("total") > 0 && failed === 0 && results.every(({ code }) => code === 0) ? 0 : 1;
};

main();
