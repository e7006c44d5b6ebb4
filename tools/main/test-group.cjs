"use strict";
/** Runs the suites of one group (argument: a pattern of paths below tests/) in this process, and ends it even if a failed test left a server open. */
require("./require-node.cjs");
const { parse } = require("uvu/parse");

process.env.FORCE_COLOR ??= process.stdout.isTTY ? "1" : "0";

/**
 * A suite runs because a file of the group declares it: there is no call that could be forgotten. What a file tests with uvu's `test` is
 * its own suite, which goes by the file's name.
 */
const run = (files) => {
  globalThis.UVU_DEFER = 1;
  const uvu = require("uvu");
  const { suite } = uvu;
  let declared = [];
  uvu.suite = (...name) => {
    const test = suite(...name);
    declared.push(test);
    return test;
  };
  files.forEach(({ name, file }, index) => {
    globalThis.UVU_QUEUE.push([name]);
    globalThis.UVU_INDEX = index;
    let ofFile;
    Object.defineProperty(uvu, "test", {
      configurable: true,
      get: () => {
        ofFile ??= uvu.suite();
        return ofFile;
      },
    });
    require(file);
    for (const test of declared) test.run();
    declared = [];
  });
  return uvu.exec();
};

parse("tests", process.argv[2], { require: ["tsx/cjs"] })
  .then(({ suites }) => run(suites))
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => process.stdout.write("", () => process.exit()));
