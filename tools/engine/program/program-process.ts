import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { addAbortListener } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { MessageSeverity } from "./deployment";

/** What Pulumi's runner is told, the program's whole environment, and who hears the lines that it prints. */
export type ProcessRun = {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly report: (severity: MessageSeverity, text: string) => void;
  readonly signal?: AbortSignal;
};

const [END_WITH_PARENT = "", HOST = ""] = ["end-with-parent.cjs", "program-host.cjs"].map((name) =>
  join(__dirname, name),
);

/** Hands over each line of a stream that holds more than white space. */
const eachLine = (input: Readable | null, onLine: (line: string) => void): void => {
  if (input === null) return;
  createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }).on("line", (line) => {
    if (line.trim() !== "") onLine(line);
  });
};

/** How a program or its process ended; without a code by a signal. */
type End = { readonly code: number | null; readonly killedBy: NodeJS.Signals | null };

/** Starts a process for programs that this runner runs. It keeps nobody running: who waits for a program listens to it, too. */
const startProcess = (runner: string, environment: ProcessRun["environment"]) => {
  const child = spawn(process.execPath, ["--require", END_WITH_PARENT, HOST, runner], {
    env: { ...environment },
    stdio: ["ignore", "pipe", "pipe", "pipe", "ipc"],
  });
  for (const one of [child, child.channel, ...child.stdio]) if (one && "unref" in one) one.unref();
  let onLine: (severity: MessageSeverity, line: string) => void = () => undefined;
  eachLine(child.stdout, (line) => onLine("info", line));
  eachLine(child.stderr, (line) => onLine("warning", line));
  const gone = new Promise<End>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, killedBy) => resolve({ code, killedBy }));
  });

  /** Reports lines until both outputs have said that the program is over. */
  const untilOver = (over: string, report: ProcessRun["report"]): Promise<End> =>
    new Promise((resolve) => {
      let open = 2;
      onLine = (severity, line) => {
        if (line !== over) report(severity, line);
        else if (--open === 0) resolve({ code: 0, killedBy: null });
      };
    });

  return {
    isAlive: () => !child.killed && child.exitCode === null && child.signalCode === null,
    /** Gives the program's exit code; a process that is kept waits for another program if it is 0. */
    run: async ({ words, environment, report, signal }: ProcessRun, isKept: boolean): Promise<number> => {
      const over = randomUUID();
      const ended = untilOver(over, report);
      const listening = signal === undefined ? undefined : addAbortListener(signal, () => void child.kill());
      child.send({ words, environment, ...(isKept ? { over } : {}) });
      const { code, killedBy } = await Promise.race([ended, gone]).finally(() => listening?.[Symbol.dispose]());
      if (killedBy !== null) report("error", `The program was ended by ${killedBy}`);
      return code ?? 1;
    },
  };
};

type ProgramProcess = ReturnType<typeof startProcess>;

/** Set to any text, it has processes kept. The tests set it, which run programs again and again. */
const KEEPING = "KEEP_PROGRAMS";

/** Processes that wait for a program, by what they were started for, and the runs that wait for one. */
const idle = new Map<string, ProgramProcess>();
const runs = new Map<string, Promise<unknown>>();

/** Runs a program in a process of its own, or in one where another program of `kind` has ended well. */
export const runInProcess = (runner: string, kind: string, run: ProcessRun): Promise<number> => {
  if (!process.env[KEEPING]) return startProcess(runner, run.environment).run(run, false);
  const key = `${runner}\n${kind}`;
  const next = async (): Promise<number> => {
    const before = idle.get(key);
    const chosen = before?.isAlive() ? before : startProcess(runner, run.environment);
    idle.set(key, chosen);
    return chosen.run(run, true);
  };
  const mine = (runs.get(key) ?? Promise.resolve()).then(next, next);
  runs.set(key, mine);
  return mine;
};
