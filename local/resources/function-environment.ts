import type { Cloud } from "./cloud";

const endpointVariables = ({ endpoints, extraEnvironment = {} }: Cloud): Readonly<Record<string, string>> =>
  "AWS_ENDPOINT_URL" in extraEnvironment
    ? {}
    : {
        AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
        AWS_ENDPOINT_URL_SQS: endpoints.sqs,
        AWS_ENDPOINT_URL_SNS: endpoints.sns,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsManager,
      };

/**
 * A function's environment: the services' local addresses and credentials that are worth nothing, under what the
 * function declares, under what the caller of the run adds.
 */
export const functionEnvironment = (
  declared: Readonly<Record<string, string>>,
  cloud: Cloud,
): Readonly<Record<string, string>> => ({
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  ...endpointVariables(cloud),
  ...declared,
  ...cloud.extraEnvironment,
});
