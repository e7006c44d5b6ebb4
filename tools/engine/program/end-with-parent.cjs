"use strict";
/** Loaded before a program: ends its process when the pipe on PIPE closes, since then the engine is gone, even if it was killed. */
const { Worker } = require("node:worker_threads");

const PIPE = 3;

// A thread of its own hears of it also when the program keeps its main thread busy, as it does with an engine that no longer answers.
new Worker(
  `const pipe = new (require("node:net").Socket)({ fd: ${PIPE}, readable: true, writable: false });
   const end = () => process.kill(process.pid, "SIGKILL");
   pipe.on("error", end).on("close", end).resume();`,
  { eval: true, env: {}, execArgv: [], stdout: false, stderr: false },
).unref();
