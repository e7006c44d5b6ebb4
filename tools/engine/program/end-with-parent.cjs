"use strict";
/** Loaded before a program: ends its process when the pipe on PIPE closes, since then the engine is gone, even if it was killed. */
const Module = require("node:module");
const { Worker } = require("node:worker_threads");

const PIPE = 3;

// A thread of its own hears of it also when the program keeps its main thread busy, as it does with an engine that no longer answers.
new Worker(
  `const pipe = new (require("node:net").Socket)({ fd: ${PIPE}, readable: true, writable: false });
   const end = () => process.kill(process.pid, "SIGKILL");
   pipe.on("error", end).on("close", end).resume();`,
  { eval: true, env: {}, execArgv: [], stdout: false, stderr: false },
).unref();

/*
 * Pulumi's SDK loads what reads npm's tree of packages, a tenth of a program's start, for a list that our program does not make
 * (infra/lean-pulumi.ts): it is loaded by whoever makes the list.
 */
const { _load } = Module;
const load = (...given) => Reflect.apply(_load, Module, given);
Module._load = (request, ...rest) =>
  request === "@npmcli/arborist"
    ? {
        // What has no such mark is copied, getters called.
        __esModule: true,
        get Arborist() {
          return load(request, ...rest).Arborist;
        },
      }
    : load(request, ...rest);
