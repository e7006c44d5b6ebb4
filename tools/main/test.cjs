"use strict";
/**
 * Runs every suite under tests/, or those whose path matches the argument: the suites that run whole engines in one process,
 * all others in another at the same time. Ends with "N passed, N failed".
 */
require("./require-node.cjs");
const { spawn } = require("node:child_process");
const { join } = require("node:path");
const { stripVTControlCharacters } = require("node:util");

const WITH_ENGINES = "(journey/|tools/(main|ops|engine/run)/|tools/engine/[^/]*$|tools/measure/soak)";
const OF_A_STACK = "(deployed|e2e|integration)/";
const chosen = process.argv[2];
const groups =
  chosen === undefined
    ? [`^(?=${WITH_ENGINES}).*\\.test\\.ts$`, `^(?!${WITH_ENGINES}|${OF_A_STACK}).*\\.test\\.ts$`]
    : [`(${chosen}).*\\.test\\.ts$`];

const countIn = (text, label) =>
  Number(new RegExp(`^\\s*${label}:\\s+(\\d+)`, "m").exec(stripVTControlCharacters(text))?.[1] ?? 0);

/** The first group is shown as it runs, the others after it. */
const start = (pattern, live) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(__dirname, "test-group.cjs"), pattern], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
        if (live) process.stdout.write(text);
      });
    }
    child.on("close", (code) => resolve({ output, live, code: code ?? 1 }));
  });

const main = async () => {
  const started = Date.now();
  const results = await Promise.all(groups.map((pattern, index) => start(pattern, index === 0)));
  for (const { output, live } of results) if (!live) process.stdout.write(output);
  const total = results.reduce((sum, { output }) => sum + countIn(output, "Total"), 0);
  const passed = results.reduce((sum, { output }) => sum + countIn(output, "Passed"), 0);
  console.log(`in ${((Date.now() - started) / 1000).toFixed(0)} s:`);
  console.log(`${passed} passed, ${total - passed} failed`);
  process.exitCode = total > 0 && passed === total && results.every(({ code }) => code === 0) ? 0 : 1;
};

main();
