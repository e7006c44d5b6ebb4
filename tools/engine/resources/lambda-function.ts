import { join } from "node:path";
import type { FunctionSpec } from "../../aws/lambda/function-spec";
import type { Cloud } from "./cloud";
import { writeFunctionCode } from "./function-code";
import { type Inputs, numberAt, recordAt, refuseInputs, requiredTextAt, textAt, textMapAt } from "./read-input";
import type { MakeResource, ResourceRules } from "./resource-handler";

const endpointVariables = ({ endpoints, extraEnvironment = {} }: Cloud): Readonly<Record<string, string>> =>
  "AWS_ENDPOINT_URL" in extraEnvironment
    ? {}
    : {
        AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
        AWS_ENDPOINT_URL_SQS: endpoints.sqs,
        AWS_ENDPOINT_URL_SNS: endpoints.sns,
        AWS_ENDPOINT_URL_S3: endpoints.s3,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsManager,
      };

/**
 * A function's environment: the services' local addresses and their credentials, under what the function declares, under
 * what the caller of the run adds.
 */
const functionEnvironment = (
  declared: Readonly<Record<string, string>>,
  cloud: Cloud,
): Readonly<Record<string, string>> => ({
  AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
  ...endpointVariables(cloud),
  ...declared,
  ...cloud.extraEnvironment,
});

const unsupported = [
  "layers",
  "imageUri",
  "imageConfig",
  "fileSystemConfig",
  "s3Bucket",
  "deadLetterConfig",
  "snapStart",
];

const levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"] as const;

/** A setting of how a function logs: of AWS's choices those that there are here. */
const choiceAt = <Choice extends string>(logging: Inputs, name: string, choices: readonly Choice[]): Choice => {
  const given = textAt(logging, name);
  const choice = choices.find((one) => one === given);
  if (choice === undefined)
    throw new Error(`loggingConfig.${name} ${given ?? "is missing, and"} must be one of ${choices.join(", ")}`);
  return choice;
};

const loggingOf = (inputs: Inputs, name: string): Pick<FunctionSpec, "logGroup" | "applicationLogLevel"> => {
  const logging = recordAt(inputs, "loggingConfig") ?? {};
  choiceAt(logging, "logFormat", ["JSON"]);
  choiceAt(logging, "systemLogLevel", ["WARN"]);
  return {
    logGroup: textAt(logging, "logGroup") ?? `/aws/lambda/${name}`,
    applicationLogLevel: choiceAt(logging, "applicationLogLevel", levels),
  };
};

const reservedOf = (inputs: Inputs): Pick<FunctionSpec, "reservedConcurrency"> => {
  const reserved = numberAt(inputs, "reservedConcurrentExecutions") ?? -1;
  return reserved < 0 ? {} : { reservedConcurrency: reserved };
};

/** Unpacks a function's archive and deploys it with the settings that AWS would be given; defaults are AWS's (128 MB, 3 s). */
const makeFunction: MakeResource = async (inputs, { name, arn }, { cloud }) => {
  refuseInputs(inputs, unsupported);
  const runtime = requiredTextAt(inputs, "runtime");
  if (!runtime.startsWith("nodejs")) throw new Error(`runtime ${runtime}: the local run has Node only`);
  requiredTextAt(inputs, "role");
  const codeFolder = await writeFunctionCode(inputs.code, join(cloud.functionsFolder, name));
  await cloud.lambda.deploy({
    name,
    arn,
    codeFolder,
    region: cloud.place.region,
    handler: requiredTextAt(inputs, "handler"),
    environment: functionEnvironment(textMapAt(recordAt(inputs, "environment") ?? {}, "variables"), cloud),
    memoryMb: numberAt(inputs, "memorySize") ?? 128,
    timeoutSeconds: numberAt(inputs, "timeout") ?? 3,
    ...loggingOf(inputs, name),
    ...reservedOf(inputs),
  });
  return undefined;
};

export const functionRules: ResourceRules = {
  "aws:lambda/function:Function": {
    make: makeFunction,
    // Invocations under way finish; there are no new ones.
    remove: ({ name }, { cloud }) => cloud.lambda.remove(name),
    replaceOn: ["name"],
  },
};
