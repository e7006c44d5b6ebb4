import { enableCompileCache } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

enableCompileCache(join(__dirname, "../node_modules/.cache/node-compile"));

type Debuggable = { debuggablePromise: (...given: readonly unknown[]) => unknown };
const debuggable: Debuggable = require("@pulumi/pulumi/runtime/debuggable");
const { debuggablePromise } = debuggable;

/**
 * Pulumi writes down where each of its promises was made, through source maps, which takes longer than all that the program does
 * itself. It shows this under PULUMI_DEBUG_PROMISE_LEAKS only, and only then it is still done.
 */
if (!process.env.PULUMI_DEBUG_PROMISE_LEAKS)
  debuggable.debuggablePromise = (...given) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(...given);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };

/** A function ships its bundle alone (ship/bundle.ts): no need to read all of node_modules for a list of what is then left behind. */
Object.assign(pulumi.runtime, { computeCodePaths: async () => new Map() });
