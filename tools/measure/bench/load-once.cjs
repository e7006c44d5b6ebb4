"use strict";
// Loads one bundle in this fresh process and prints the milliseconds from the start of the load to a handler that can be called: by the clock, and of the processor.
const start = process.hrtime.bigint();
const used = process.cpuUsage();
const { handler } = require(process.argv[2]);
if (typeof handler !== "function") throw new Error("the bundle exports no handler");
const { user, system } = process.cpuUsage(used);
const clockMs = Number(process.hrtime.bigint() - start) / 1e6;
process.stdout.write(JSON.stringify({ clockMs, processorMs: (user + system) / 1e3 }));
