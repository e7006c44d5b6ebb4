/** One log event as CloudWatch Logs would store it; `timestamp` is ISO 8601. */
export type LogLine = {
  readonly functionName: string;
  readonly logGroup: string;
  readonly timestamp: string;
  readonly line: string;
};
