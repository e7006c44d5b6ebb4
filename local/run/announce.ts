import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { isEngineAlive } from "./is-engine-alive";
import { keepReadyFile, type Ready, type ReadyFile } from "./ready";

/** Keeps the ready file at its fixed place, unless another engine that lives has its own there. */
export const announce = async (file: string, ready: Ready): Promise<ReadyFile | undefined> => {
  if (await isEngineAlive(file)) return undefined;
  mkdirSync(dirname(file), { recursive: true });
  return keepReadyFile(file, ready);
};
