"use strict";
globalThis.UVU_DEFER = 1;
const uvu = require("uvu");

/**
 * A suite runs because one of the files declares it: there is no call that could be forgotten. What a file tests with uvu's `test` is
 * its own suite, which goes by the file's name.
 */
exports.runDeclared = (files) => {
  const { suite } = uvu;
  let declared = [];
  uvu.suite = (...name) => {
    const test = suite(...name);
    declared.push(test);
    return test;
  };
  files.forEach(({ name, load }, index) => {
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
    load();
    for (const test of declared) test.run();
    declared = [];
  });
  return uvu.exec();
};
