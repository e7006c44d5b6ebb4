import { once } from "node:events";
import { EndedByCtrlC } from "../command-line";

/** The first signal ends the run in order, also while it is still starting; a second one at once. */
export const askedToEnd = (): AbortSignal => {
  const asked = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(130));
      asked.abort(signal);
    });
  }
  return asked.signal;
};

/** Waits for a signal, has `stop` end the run in order, and tells Ctrl-C from a process that is ended by its supervisor, which is done. */
export const untilAsked = async (asked: AbortSignal, stop: () => Promise<void>): Promise<void> => {
  if (!asked.aborted) await once(asked, "abort");
  await stop();
  if (asked.reason === "SIGINT") throw new EndedByCtrlC();
};
