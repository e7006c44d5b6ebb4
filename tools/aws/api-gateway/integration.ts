import type { JsonObject } from "../../../runtime/codec/json";
import { fieldsAt, refuseOthers, textAt } from "./document";
import { type MockIntegration, readMockIntegration } from "./mock";

export type LambdaIntegration = {
  readonly _tag: "Lambda";
  readonly functionName: string;
  readonly timeoutMillis: number;
};

export type Integration = LambdaIntegration | MockIntegration;

// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const TIMEOUT_MILLIS = { least: 50, most: 29_000 };

const readTimeout = (value: unknown, where: string): number => {
  if (value === undefined || value === null) return TIMEOUT_MILLIS.most;
  const inRange = typeof value === "number" && value >= TIMEOUT_MILLIS.least && value <= TIMEOUT_MILLIS.most;
  if (inRange && Number.isInteger(value)) return value;
  throw new Error(
    `${where}.timeoutInMillis must be a whole number from ${TIMEOUT_MILLIS.least} to ${TIMEOUT_MILLIS.most}`,
  );
};

const readFunctionName = (uri: string | undefined, where: string): string => {
  const [, arn] = /functions\/([^/]+)\/invocations$/.exec(uri ?? "") ?? [];
  const [name, qualifier] = (arn ?? "").split(":function:").at(-1)?.split(":") ?? [];
  if (name === undefined || name === "") throw new Error(`${where}.uri must end in functions/FUNCTION_ARN/invocations`);
  if (qualifier !== undefined) throw new Error(`${where}.uri: the version or alias "${qualifier}" is not supported`);
  return name;
};

const readLambdaIntegration = (fields: JsonObject, where: string): LambdaIntegration => {
  // `responses` and `passthroughBehavior` are accepted because AWS ignores them for a proxy integration.
  const known = ["type", "uri", "httpMethod", "timeoutInMillis", "credentials", "responses", "passthroughBehavior"];
  refuseOthers(fields, known, where);
  if (fields.httpMethod !== "POST") throw new Error(`${where}.httpMethod must be POST: Lambda is invoked by POST`);
  return {
    _tag: "Lambda",
    functionName: readFunctionName(textAt(fields.uri, `${where}.uri`), where),
    timeoutMillis: readTimeout(fields.timeoutInMillis, where),
  };
};

/** Reads `x-amazon-apigateway-integration` of one operation; other types than aws_proxy and mock are refused by name. */
export const readIntegration = (operation: JsonObject, where: string): Integration => {
  const place = `${where}.x-amazon-apigateway-integration`;
  const fields = fieldsAt(operation["x-amazon-apigateway-integration"], place);
  const type = textAt(fields.type, `${place}.type`);
  if (type === undefined) throw new Error(`${place}.type is missing`);
  switch (type.toLowerCase()) {
    case "aws_proxy":
      return readLambdaIntegration(fields, place);
    case "mock":
      return readMockIntegration(fields, operation, place);
    default:
      throw new Error(`${place}.type "${type}" is not supported by the local API Gateway (aws_proxy and mock are)`);
  }
};
