import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

export type Played = {
  readonly results: readonly { readonly ms: number; readonly answer: unknown }[];
  /** Milliseconds from the first invocation to the end of the last. */
  readonly ms: number;
  /** Milliseconds of processor time that the process took for it. */
  readonly processorMs: number;
  /** The most memory that was resident in the process so far. */
  readonly peakBytes: number;
};

const played = (child: ChildProcess): Promise<Played> =>
  new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`the worker ended with ${code}`));
    child.once("exit", onExit);
    child.once("message", (message: { readonly played?: Played; readonly error?: string }) => {
      child.off("exit", onExit);
      if (message.played === undefined) reject(new Error(message.error));
      else resolve(message.played);
    });
  });

/** Three quarters of a function's memory for what lives on: without a bound V8 has no reason to clear up on a large machine. */
const heapFlags = (memoryMb: number): readonly string[] => [`--max-old-space-size=${Math.floor(0.75 * memoryMb)}`];

/** Little for what is young, as on a small machine, where the function's own options do not say otherwise. */
const youngFlags = (memoryMb: number, { NODE_OPTIONS }: Readonly<Record<string, string>>): readonly string[] =>
  NODE_OPTIONS === undefined ? [`--max-semi-space-size=${Math.max(1, Math.floor(memoryMb / 64))}`] : [];

/** A process that has loaded a bundle, as a container of so much memory has; what it logs is dropped. */
export const startWorker = (bundle: string, environment: Readonly<Record<string, string>>, memoryMb = 512) => {
  const child = fork(join(__dirname, "worker.cjs"), [bundle], {
    env: { ...environment },
    execArgv: [...heapFlags(memoryMb), ...youngFlags(memoryMb, environment)],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return {
    /** Invokes with all events, one after the other. */
    play: (events: readonly unknown[]): Promise<Played> => {
      const answer = played(child);
      child.send({ events });
      return answer;
    },
    stop: () => void child.kill(),
  };
};
export type Worker = ReturnType<typeof startWorker>;
