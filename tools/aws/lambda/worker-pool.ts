import type { FunctionSpec } from "./function-spec";
import type { InvokeOutcome } from "./invocation";
import type { LogLine } from "./log-lines";
import { startWorker, type Worker } from "./worker";
import type { WorkerResult } from "./worker-turn";

/** A fixed number of slots; `take` waits in line, first come first served. */
const makeSlots = (count: number) => {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    take: (): Promise<void> =>
      new Promise((resolve) => {
        if (free === 0) return void waiting.push(resolve);
        free -= 1;
        resolve();
      }),
    give: (): void => {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
};

export type WorkerPool = ReturnType<typeof makeWorkerPool>;

/** What a machine can bear of one function: so many workers at a time, which end after so many milliseconds without an event. */
export type WorkerLimits = { readonly mostWorkers: number; readonly idleMs: number };

/** The workers of one function; events beyond `mostWorkers` wait in line, events beyond the reserved concurrency are throttled. */
export const makeWorkerPool = (
  first: FunctionSpec,
  { mostWorkers, idleMs }: WorkerLimits,
  onLogLine: (line: LogLine) => void,
) => {
  const slots = makeSlots(mostWorkers);
  const alive = new Set<Worker>();
  const busy = new Set<Worker>();
  const starting = new Set<Promise<Worker>>();
  /** Each with the timer that ends it; whichever worked last comes last, and is taken first. */
  const idle = new Map<Worker, NodeJS.Timeout>();
  let spec = first;
  let inFlight = 0;
  let reserved: number | undefined;
  let isRetired = false;

  const dropIdle = (worker: Worker): void => {
    clearTimeout(idle.get(worker));
    idle.delete(worker);
  };

  const end = (worker: Worker): void => {
    dropIdle(worker);
    worker.kill();
  };

  const takeIdle = (): Worker | undefined => {
    const worker = [...idle.keys()].at(-1);
    if (worker !== undefined) dropIdle(worker);
    return worker;
  };

  const endIdle = (): void => {
    for (const worker of [...idle.keys()]) end(worker);
  };

  const startOne = async (): Promise<Worker> => {
    const { name, logGroup } = spec;
    const onLine = (timestamp: string, line: string): void =>
      onLogLine({ functionName: name, logGroup, timestamp, line });
    const worker = await startWorker(spec, onLine);
    alive.add(worker);
    worker.gone.then(() => {
      alive.delete(worker);
      dropIdle(worker);
    });
    return worker;
  };

  const start = (): Promise<Worker> => {
    const started = startOne();
    starting.add(started);
    return started.finally(() => starting.delete(started));
  };

  const release = (worker: Worker): void => {
    busy.delete(worker);
    if (isRetired || worker.spec !== spec) worker.kill();
    else if (worker.isAlive()) idle.set(worker, setTimeout(end, idleMs, worker));
  };

  const runOnce = async (event: string): Promise<WorkerResult> => {
    const worker = takeIdle() ?? (await start());
    busy.add(worker);
    const result = await worker.invoke(event);
    release(worker);
    return result;
  };

  const run = async (event: string): Promise<InvokeOutcome> => {
    for (;;) {
      if (isRetired) return { _tag: "UnknownFunction" };
      const result = await runOnce(event);
      if (result._tag !== "NotTaken") return { _tag: result._tag, payload: result.payload };
    }
  };

  return {
    invoke: async (event: string, onTurn?: () => void): Promise<InvokeOutcome> => {
      if (inFlight >= (reserved ?? spec.reservedConcurrency ?? Number.POSITIVE_INFINITY)) return { _tag: "Throttled" };
      inFlight += 1;
      await slots.take();
      onTurn?.();
      try {
        return await run(event);
      } finally {
        inFlight -= 1;
        slots.give();
      }
    },
    redeploy: (next: FunctionSpec): void => {
      spec = next;
      endIdle();
    },
    reserve: (most: number | undefined): void => {
      reserved = most;
    },
    kill: (): number => {
      const chosen = [...(busy.size > 0 ? busy : alive)];
      for (const worker of chosen) end(worker);
      return chosen.length;
    },
    pids: (): readonly number[] => [...alive].map((worker) => worker.pid),
    /** Takes no more events; idle workers end now, busy ones when they have answered. */
    retire: (): void => {
      isRetired = true;
      endIdle();
    },
    stop: async (): Promise<void> => {
      isRetired = true;
      await Promise.allSettled(starting);
      const ending = [...alive];
      for (const worker of ending) worker.kill();
      await Promise.all(ending.map((worker) => worker.gone));
    },
  };
};
