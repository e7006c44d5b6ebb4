import { readOptions } from "../../engine/options";
import { type Engine, type Listeners, startEngine } from "../../engine/run/start-engine";
import { project, sampleStack } from "./captured-program";

/** The whole engine in this process, on ports of its own, with these values over the sample stack's. */
export const startQuietEngine = (
  config: Readonly<Record<string, unknown>>,
  listeners?: Partial<Listeners>,
  more: readonly string[] = [],
): Promise<Engine> =>
  startEngine(
    project,
    readOptions([
      "--port=0",
      `--config-file=${sampleStack("local")}`,
      ...more,
      ...Object.entries(config).map(
        ([key, value]) => `--config=${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
      ),
    ]),
    listeners,
  );
