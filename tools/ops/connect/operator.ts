import { userInfo } from "node:os";
import type { Log, LogEvent } from "../../../runtime/log/log";

/** Tells an operator what an adapter says of trouble; what goes well is the command's own answer. */
export const operatorLog = (write: (text: string) => void): Log => {
  const tell =
    ({ event, reason }: LogEvent) =>
    () =>
      write(`${event.replaceAll("_", " ")}${reason === undefined ? "" : `: ${reason}`}`);
  const quiet = () => () => undefined;
  return { debug: quiet, info: quiet, warn: tell, error: tell };
};

/** Who runs the command, by the machine's account; a container's user may have none. */
export const operatorName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? `uid ${process.getuid?.() ?? "unknown"}`;
  }
};
