import {
  type Fault,
  type FaultPlan,
  failureOf,
  isLate,
  isTriedAgain,
  isWrite,
  LANDS_AFTER_MS,
  type Meanwhile,
  type PortCall,
  TRY_MS,
} from "./fault";
import type { VirtualTime } from "./virtual-time";

type Thunk = () => unknown;

/** Sees every awaited call of a live process; `finish` is called when it has its answer, or its process ends. */
export type Watch = (call: PortCall, args: readonly unknown[]) => () => void;

type Options = {
  readonly name: string;
  readonly time: VirtualTime;
  readonly faults: FaultPlan;
  readonly meanwhile: Meanwhile;
  readonly watch: Watch;
  /** Takes down a call by name; its place in the row of all. */
  readonly nextIndex: (name: string) => number;
  /** Whether the role of the process allows a call. */
  readonly permits: (name: string, args: readonly unknown[]) => boolean;
};

const never = (): Promise<never> => new Promise(() => undefined);

const timeoutOf = (args: readonly unknown[]): number => {
  const ms = args.flatMap((arg) =>
    typeof arg === "number" ? [arg] : ((arg as { timeoutMs?: number } | undefined)?.timeoutMs ?? []),
  );
  return ms[0] ?? 5_000;
};

/** A process that may die at any boundary: each function of each port stands behind a proxy. */
export const workerProcess = ({ name, time, faults, meanwhile, watch, nextIndex, permits }: Options) => {
  let alive = true;
  const endings: (() => void)[] = [];
  /** Ends it at once: none of its calls has an answer any more, none begins. */
  const kill = (): void => {
    alive = false;
    for (const end of endings.splice(0)) end();
  };

  const strike = async (call: PortCall, fault: Fault, args: readonly unknown[]): Promise<unknown> => {
    switch (fault.kind) {
      case "throws":
        throw new Error("nobody foresaw this");
      case "hangs":
        return never();
      case "killed":
        kill();
        return never();
      case "timesOut":
        await time.sleep(timeoutOf(args));
        return failureOf(call.name, fault);
      case "throttled":
      case "reset":
        return failureOf(call.name, fault);
      case "landsAgain":
      case "landsLate":
        throw new Error(`${call.name} is no write that could land late`);
    }
  };

  const late = async (call: PortCall, fault: Fault, thunk: Thunk): Promise<unknown> => {
    time.after(LANDS_AFTER_MS[fault.when], () => void thunk());
    await time.sleep(TRY_MS);
    return fault.kind === "landsAgain" ? thunk() : failureOf(call.name, fault);
  };

  const perform = async (call: PortCall, thunk: Thunk, args: readonly unknown[]): Promise<unknown> => {
    if (!permits(call.name, args)) return failureOf(call.name, { when: "before", kind: "throttled" });
    meanwhile(call, "before");
    const fault = faults(call);
    if (fault !== undefined && isLate(fault)) return isWrite(call.name) ? late(call, fault, thunk) : thunk();
    if (fault?.when === "before") return strike(call, fault, args);
    const result = await thunk();
    meanwhile(call, "after");
    if (fault === undefined || !alive) return result;
    if (fault.kind === "reset" && isTriedAgain(call.name)) return thunk();
    return strike(call, fault, args);
  };

  const guarded = (portName: string, thunk: Thunk, args: readonly unknown[]) => async (): Promise<unknown> => {
    if (!alive) return never();
    const call = { index: nextIndex(portName), name: portName, process: name };
    const finish = watch(call, args);
    endings.push(finish);
    try {
      const result = await perform(call, thunk, args);
      return alive ? result : await never();
    } finally {
      finish();
    }
  };

  const wrapped =
    (portName: string, act: (...args: unknown[]) => unknown) =>
    (...args: unknown[]): unknown => {
      const made = act(...args);
      return typeof made === "function" ? guarded(portName, made as Thunk, args) : made;
    };

  /** The ports as this process sees them. */
  const instrument = <P extends object>(portName: string, ports: P): P =>
    Object.fromEntries(
      Object.entries(ports).map(([key, port]) => [
        key,
        typeof port === "function" ? wrapped(`${portName}.${key}`, port as (...args: unknown[]) => unknown) : port,
      ]),
    ) as P;

  return { isAlive: () => alive, kill, onEnd: (run: () => void) => void endings.push(run), instrument };
};

export type WorkerProcess = ReturnType<typeof workerProcess>;
