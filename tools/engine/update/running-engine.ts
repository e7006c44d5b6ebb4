import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { isRecord } from "../program/is-record";
import type { Control } from "./control";
import type { Summary } from "./summary";
import type { UpdateRequest } from "./updater";

/** Where the engine of a project folder tells of itself, for the commands that are not told another file. */
export const readyPlace = (folder: string = resolve(__dirname, "../../..")): string =>
  join(folder, ".local", "ready.json");

/** The command that starts an engine which writes the file. */
export const startCommandFor = (file: string): string =>
  file === readyPlace() ? "npm start" : `npm start -- --ready ${file}`;

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

const textOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Error(`${file} cannot be read: is the engine running (${startCommandFor(file)})?`);
  }
};

const jsonOf = (file: string): unknown => {
  const text = textOf(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} is no ready file: not JSON`);
  }
};

/** Where the engine that wrote a ready file is controlled. */
export const readControl = (file: string): { readonly control: Control } => {
  const ready = jsonOf(file);
  const control = isRecord(ready) ? ready.control : undefined;
  if (!isRecord(control)) throw new Error(`${file} is no ready file: control is missing`);
  const { url, token } = control;
  if (typeof url !== "string" || typeof token !== "string")
    throw new Error(`${file} is no ready file: control needs url and token`);
  return { control: { url, token } };
};

const send = async ({ url, token }: Control, request: Partial<UpdateRequest>): Promise<Response> => {
  try {
    return await fetch(`${url}/update`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(request),
    });
  } catch (error) {
    throw new Error(`the engine does not answer at ${url}: is it still running?`, { cause: error });
  }
};

const entriesOf = async function* (answer: Response): AsyncGenerator<Readonly<Record<string, unknown>>> {
  if (answer.body === null) return;
  for await (const text of createInterface({ input: Readable.fromWeb(answer.body) })) {
    const entry: unknown = JSON.parse(text);
    if (isRecord(entry)) yield entry;
  }
};

/**
 * Has a running engine run its program again and bring its resources to what it declares now; `onLine` hears of the progress.
 * Rejects in the engine's own words when it does not come about.
 */
export const requestUpdate = async (
  ready: { readonly control: Control },
  request: Partial<UpdateRequest>,
  onLine: (line: string) => void = () => undefined,
): Promise<Summary> => {
  for await (const { line, summary, error } of entriesOf(await send(ready.control, request))) {
    if (typeof line === "string") onLine(line);
    if (typeof error === "string") throw new Error(error);
    if (summary !== undefined) return summary as Summary;
  }
  throw new Error("the engine ended before the update did");
};
