import { isJsonObject, type JsonObject } from "../../runtime/codec/json-object";
import type { LogLineView } from "../api/conversation-view";
import type { LoggedEvent } from "./log-timeline";

/** A line of a function's log group. */
export type FunctionLine = { readonly functionName: string; readonly timestamp: string; readonly line: string };

const parsed = (line: string): JsonObject => {
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
};

/** The object that the runtime logged, which Lambda puts under `message`; nothing for the platform's own lines. */
export const loggedEvent = ({ functionName, timestamp, line }: FunctionLine): LoggedEvent | undefined => {
  const { message } = parsed(line);
  return isJsonObject(message) ? { at: timestamp, functionName, event: message } : undefined;
};

/** A line as the console shows it. */
export const logLineView = ({ functionName, timestamp, line }: FunctionLine): LogLineView => {
  const { level, message } = parsed(line);
  return {
    at: timestamp,
    source: functionName,
    level: typeof level === "string" ? level : "",
    text: isJsonObject(message) ? JSON.stringify(message) : line,
  };
};
