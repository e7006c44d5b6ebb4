import { type FunctionSpec, functionSpecFaults } from "./function-spec";
import type { InvocationReport, InvokeOutcome } from "./invocation";
import { startInvokeEndpoint } from "./invoke-endpoint";
import type { LogLine } from "./log-lines";
import { makeWorkerPool, type WorkerLimits, type WorkerPool } from "./worker-pool";

export type LambdaHostOptions = {
  /** The id of the one access key that the Invoke operation knows. */
  readonly accessKey: string;
  readonly onLogLine: (line: LogLine) => void;
  readonly onInvocation?: (report: InvocationReport) => void;
  /** Of each function's workers. Further events wait in line; only the reserved concurrency throttles. */
  readonly limits?: Partial<WorkerLimits>;
};

const ample: WorkerLimits = { mostWorkers: 10, idleMs: 60_000 };

export type LambdaHost = Awaited<ReturnType<typeof startLambdaHost>>;

/** Starts a stand-in for AWS Lambda without functions, with its Invoke endpoint on a free port of 127.0.0.1. */
export const startLambdaHost = async (options: LambdaHostOptions) => {
  const limits = { ...ample, ...options.limits };
  const pools = new Map<string, WorkerPool>();
  const retired = new Set<WorkerPool>();

  const invokeRaw = async (name: string, event: string, onTurn?: () => void): Promise<InvokeOutcome> => {
    const startedAt = performance.now();
    const outcome = (await pools.get(name)?.invoke(event, onTurn)) ?? { _tag: "UnknownFunction" };
    if (outcome._tag !== "UnknownFunction") {
      const durationMs = performance.now() - startedAt;
      options.onInvocation?.({ functionName: name, outcome: outcome._tag, durationMs, at: Date.now() });
    }
    return outcome;
  };

  const endpoint = await startInvokeEndpoint({
    accessKey: options.accessKey,
    invoke: invokeRaw,
    isKnown: (name) => pools.has(name),
  });

  return {
    /** Creates or replaces a function: new invocations use the new code, busy workers of the old one finish. Rejects with every fault of the spec. */
    deploy: async (spec: FunctionSpec): Promise<void> => {
      const faults = functionSpecFaults(spec);
      if (faults.length > 0) throw new Error(`Function ${spec.name} cannot be deployed: ${faults.join("; ")}`);
      const pool = pools.get(spec.name);
      if (pool === undefined) pools.set(spec.name, makeWorkerPool(spec, limits, options.onLogLine));
      else pool.redeploy(spec);
    },
    remove: async (name: string): Promise<void> => {
      const pool = pools.get(name);
      if (pool === undefined) return;
      pools.delete(name);
      retired.add(pool);
      pool.retire();
    },
    invoke: (name: string, event: unknown, onTurn?: () => void): Promise<InvokeOutcome> =>
      invokeRaw(name, JSON.stringify(event === undefined ? {} : event), onTurn),
    /** Address of Lambda's Invoke operation for one function. */
    invokeUrl: (name: string): string => `${endpoint.url}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
    /** SIGKILLs the function's busy workers, or all when none is busy; returns how many. */
    kill: (name: string): number => pools.get(name)?.kill() ?? 0,
    /** Lambda's PutFunctionConcurrency: events beyond so many at a time are throttled; without a number the function's own setting counts again. */
    reserveConcurrency: (name: string, most: number | undefined): void => {
      const pool = pools.get(name);
      if (pool === undefined) throw new Error(`There is no function ${name}`);
      pool.reserve(most);
    },
    mostWorkers: limits.mostWorkers,
    pids: (name: string): readonly number[] => pools.get(name)?.pids() ?? [],
    /** Kills every worker and closes the endpoint. */
    stop: async (): Promise<void> => {
      const ending = [...pools.values(), ...retired];
      pools.clear();
      await Promise.all(ending.map((pool) => pool.stop()));
      await endpoint.stop();
    },
  };
};
