import { readFileSync } from "node:fs";
import { isRecord } from "../engine/is-record";

const MOST_MS = 2_000;

/** Asks the engine that wrote a file whether it still runs. */
export const isEngineAlive = async (file: string): Promise<boolean> => {
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
