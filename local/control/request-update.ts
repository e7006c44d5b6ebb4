import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { isRecord } from "../engine/is-record";
import type { Summary } from "../update/summary";
import type { UpdateRequest } from "../update/update-request";
import type { Control } from "./start-control";

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
