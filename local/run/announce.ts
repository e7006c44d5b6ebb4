import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { isRecord } from "../engine/is-record";
import { keepReadyFile, type Ready, type ReadyFile } from "./ready";

const MOST_MS = 2_000;

/** Asks the engine that wrote a file whether it still runs. */
const isAlive = async (file: string): Promise<boolean> => {
  try {
    const { control }: { readonly control?: unknown } = JSON.parse(readFileSync(file, "utf8"));
    if (!isRecord(control)) return false;
    const answer = await fetch(`${String(control.url)}/`, {
      headers: { authorization: `Bearer ${String(control.token)}` },
      signal: AbortSignal.timeout(MOST_MS),
    });
    return answer.ok;
  } catch {
    return false;
  }
};

/** Keeps the ready file at its fixed place, unless another engine that lives has its own there. */
export const announce = async (file: string, ready: Ready): Promise<ReadyFile | undefined> => {
  if (await isAlive(file)) return undefined;
  mkdirSync(dirname(file), { recursive: true });
  return keepReadyFile(file, ready);
};
