import type { FunctionSpec } from "./function-spec";

/** File descriptor on which the runtime writes its framed log events. */
export const logDescriptor = 4;

export type WorkerPlace = {
  readonly runtimeApi: string;
  readonly logStream: string;
  readonly path: string;
};

const ownVariables = (spec: FunctionSpec, place: WorkerPlace) => ({
  AWS_LAMBDA_FUNCTION_NAME: spec.name,
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
  AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroup,
  AWS_LAMBDA_LOG_STREAM_NAME: place.logStream,
  AWS_LAMBDA_LOG_FORMAT: spec.logFormat,
  AWS_LAMBDA_RUNTIME_API: place.runtimeApi,
  AWS_REGION: spec.region,
  AWS_DEFAULT_REGION: spec.region,
  AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
  LAMBDA_TASK_ROOT: spec.codeFolder,
  _HANDLER: spec.handler,
  _LAMBDA_TELEMETRY_LOG_FD: String(logDescriptor),
});

/** Names that AWS refuses in a function's own environment. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export const reservedNames: readonly string[] = [
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
];

/** The whole environment of a worker: nothing of the parent's but PATH. */
export const workerEnvironment = (spec: FunctionSpec, place: WorkerPlace): Readonly<Record<string, string>> => {
  const heap = `--max-old-space-size=${Math.floor(spec.memoryMb * 0.9)}`;
  const given = spec.environment.NODE_OPTIONS;
  return {
    PATH: place.path,
    TZ: ":UTC",
    ...spec.environment,
    ...ownVariables(spec, place),
    // In the text format AWS has no application log level, and the runtime then keeps every line.
    ...(spec.logFormat === "JSON" ? { AWS_LAMBDA_LOG_LEVEL: spec.applicationLogLevel } : {}),
    NODE_OPTIONS: given === undefined || given === "" ? heap : `${heap} ${given}`,
  };
};
