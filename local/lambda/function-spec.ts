/** One deployed function: its unpacked archive and the settings that AWS Lambda would be given. */
export type FunctionSpec = {
  readonly name: string;
  readonly arn: string;
  readonly codeFolder: string;
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly reservedConcurrency?: number;
  readonly logGroup: string;
  readonly logFormat: "JSON" | "Text";
  readonly applicationLogLevel: "TRACE" | "DEBUG" | "INFO" | "WARN" | "ERROR" | "FATAL";
  readonly systemLogLevel: "DEBUG" | "INFO" | "WARN";
  readonly region: string;
};
