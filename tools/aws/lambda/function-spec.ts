import { existsSync } from "node:fs";

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
  readonly applicationLogLevel: "TRACE" | "DEBUG" | "INFO" | "WARN" | "ERROR" | "FATAL";
  readonly region: string;
};

/** File descriptor on which the runtime writes its framed log events. */
export const logDescriptor = 4;

/** What a worker is told of itself: the Runtime API's host and port, the key that it asks for, and its log stream. */
export type WorkerSite = { readonly runtimeApi: string; readonly key: string; readonly logStream: string };

const ownVariables = (spec: FunctionSpec, { runtimeApi, key, logStream }: WorkerSite) => ({
  AWS_LAMBDA_FUNCTION_NAME: spec.name,
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
  AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroup,
  AWS_LAMBDA_LOG_STREAM_NAME: logStream,
  AWS_LAMBDA_LOG_FORMAT: "JSON",
  AWS_LAMBDA_RUNTIME_API: runtimeApi,
  AWS_REGION: spec.region,
  AWS_DEFAULT_REGION: spec.region,
  AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
  LAMBDA_TASK_ROOT: spec.codeFolder,
  _HANDLER: spec.handler,
  _LOCAL_RUNTIME_API_KEY: key,
  _LAMBDA_TELEMETRY_LOG_FD: String(logDescriptor),
});

/** Names that AWS refuses in a function's own environment. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const reservedNames =
  `_HANDLER _X_AMZN_TRACE_ID AWS_DEFAULT_REGION AWS_REGION AWS_EXECUTION_ENV AWS_LAMBDA_FUNCTION_NAME
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE AWS_LAMBDA_FUNCTION_VERSION AWS_LAMBDA_INITIALIZATION_TYPE AWS_LAMBDA_LOG_GROUP_NAME
  AWS_LAMBDA_LOG_STREAM_NAME AWS_LAMBDA_RUNTIME_API LAMBDA_TASK_ROOT LAMBDA_RUNTIME_DIR`.split(/\s+/);

/** The whole environment of a worker: nothing of the parent's but PATH. */
export const workerEnvironment = (spec: FunctionSpec, site: WorkerSite): Readonly<Record<string, string>> => {
  const heap = `--max-old-space-size=${Math.floor(spec.memoryMb * 0.9)}`;
  return {
    PATH: process.env.PATH ?? "",
    TZ: ":UTC",
    ...spec.environment,
    ...ownVariables(spec, site),
    AWS_LAMBDA_LOG_LEVEL: spec.applicationLogLevel,
    NODE_OPTIONS: `${heap} ${spec.environment.NODE_OPTIONS ?? ""}`.trimEnd(),
  };
};

export const isWholeBetween = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** What is wrong with a spec, in plain words; empty when AWS would take it. Limits: AWS Lambda quotas. */
export const functionSpecFaults = (spec: FunctionSpec): readonly string[] => {
  const { name, codeFolder, handler, reservedConcurrency = 0, environment } = spec;
  const taken = reservedNames.filter((reserved) => reserved in environment);
  const rules: readonly (readonly [isKept: boolean, words: string])[] = [
    [/^[A-Za-z0-9_-]{1,64}$/.test(name), "name: 1 to 64 letters, digits, hyphens or underscores"],
    [existsSync(codeFolder), `codeFolder: ${codeFolder} does not exist`],
    [/(^|\/)[^\s./]+(\.[^\s./]+)+$/.test(handler), "handler: must look like file.function"],
    [isWholeBetween(spec.memoryMb, 128, 10_240), "memoryMb: a whole number from 128 to 10240"],
    [isWholeBetween(spec.timeoutSeconds, 1, 900), "timeoutSeconds: a whole number from 1 to 900"],
    [isWholeBetween(reservedConcurrency, 0, Number.MAX_SAFE_INTEGER), "reservedConcurrency: a whole number from 0"],
    [taken.length === 0, `environment: ${taken.join(", ")} is set by Lambda itself`],
  ];
  return rules.filter(([isKept]) => !isKept).map(([, words]) => words);
};
