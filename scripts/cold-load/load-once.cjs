"use strict";
// Loads one bundle in this fresh process and prints the milliseconds from the start of the load to a handler that can be called.
const start = process.hrtime.bigint();
const { handler } = require(process.argv[2]);
if (typeof handler !== "function") throw new Error("the bundle exports no handler");
process.stdout.write(String(Number(process.hrtime.bigint() - start) / 1e6));
