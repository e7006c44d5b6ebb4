import type { LogEvent } from "../runtime/log/log-event";
import type { Log } from "../runtime/ports/log";

/** Tells an operator what an adapter says of trouble; what goes well is the command's own answer. */
export const operatorLog = (write: (text: string) => void): Log => {
  const tell =
    ({ event, reason }: LogEvent) =>
    () =>
      write(`${event.replaceAll("_", " ")}${reason === undefined ? "" : `: ${reason}`}`);
  const quiet = () => () => undefined;
  return { debug: quiet, info: quiet, warn: tell, error: tell };
};
