import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readOptions } from "../../../local/run/options";
import type { Ready } from "../../../local/run/ready";
import { type Engine, startEngine } from "../../../local/run/start-engine";
import { runProject } from "../../../ops/project/run-project";
import { projectCopy } from "../../infra/ship/project-copy";
import { recordingTerminal } from "../recording-terminal";
import { emptyStack } from "./config-folder";

export type ProjectEngine = {
  readonly folder: string;
  readonly engine: Engine;
  /** As a command finds it now. */
  readonly ready: () => Ready;
  readonly run: (...argv: readonly string[]) => Promise<{ readonly code: number; readonly text: string }>;
  readonly stop: () => Promise<void>;
};

const quiet = () => undefined;

/** An engine that runs a copy of the program with a config of its own, without projects. */
export const startProjectEngine = async (): Promise<ProjectEngine> => {
  const folder = projectCopy();
  const readyFile = join(folder, "ready.json");
  writeFileSync(join(folder, "Pulumi.local.yaml"), emptyStack);
  const engine = await startEngine(folder, readOptions(["--port", "0", "--ready", readyFile]), {
    ...{ onLogLine: quiet, onAccess: quiet, onAlarm: quiet, onLedgerEntry: quiet, warn: quiet },
  });
  return {
    folder,
    engine,
    ready: () => JSON.parse(readFileSync(readyFile, "utf8")),
    run: async (...argv) => {
      const terminal = recordingTerminal();
      const code = await runProject(folder, [...argv, "--ready", readyFile], terminal);
      return { code, text: [...terminal.printed, ...terminal.warned].join("\n") };
    },
    stop: engine.stop,
  };
};
