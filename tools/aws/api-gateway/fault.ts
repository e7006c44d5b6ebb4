import * as E from "fp-ts/Either";
import { fieldsAt, refuseOthers, textsAt } from "./document";
import type { Headers, Reply } from "./http-message";

/** An error answered by the gateway itself. `detail` is what AWS calls the integration error message. */
export type Fault = {
  readonly type: FaultType;
  readonly status: number;
  readonly message: string;
  readonly errorType: string;
  readonly detail: string | undefined;
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
const answers = {
  ACCESS_DENIED: [403, "Forbidden", "ForbiddenException"],
  API_CONFIGURATION_ERROR: [500, "Internal server error", "InternalServerErrorException"],
  DEFAULT_5XX: [502, "Internal server error", "InternalServerErrorException"],
  INTEGRATION_FAILURE: [500, "Internal server error", "InternalServerErrorException"],
  INTEGRATION_TIMEOUT: [504, "Endpoint request timed out", "InternalServerErrorException"],
  INVALID_API_KEY: [403, "Forbidden", "ForbiddenException"],
  MISSING_AUTHENTICATION_TOKEN: [403, "Missing Authentication Token", "MissingAuthenticationTokenException"],
  QUOTA_EXCEEDED: [429, "Limit Exceeded", "LimitExceededException"],
  REQUEST_TOO_LARGE: [413, "Request Too Long", "RequestTooLongException"],
  THROTTLED: [429, "Too Many Requests", "TooManyRequestsException"],
} as const;

type FaultType = keyof typeof answers;

export const refused = (type: FaultType, detail?: string): E.Either<Fault, never> => {
  const [status, message, errorType] = answers[type];
  return E.left({ type, status, message, errorType, detail });
};

// Those of AWS that never come up here can be declared all the same.
const responseTypes = [
  ...Object.keys(answers),
  ...`AUTHORIZER_CONFIGURATION_ERROR AUTHORIZER_FAILURE BAD_REQUEST_BODY BAD_REQUEST_PARAMETERS DEFAULT_4XX EXPIRED_TOKEN
  INVALID_SIGNATURE RESOURCE_NOT_FOUND UNAUTHORIZED UNSUPPORTED_MEDIA_TYPE WAF_FILTERED`.split(/\s+/),
];

/** Headers from parameter mappings; one from anything but a quoted literal is refused with its place. */
const readHeaders = (value: unknown, where: string): Headers =>
  Object.entries(textsAt(value, where)).map(([name, mapping]) => {
    const [, header] = /^gatewayresponse\.header\.(.+)$/.exec(name) ?? [];
    const [, literal] = /^'(.*)'$/.exec(mapping) ?? [];
    if (header === undefined) throw new Error(`${where}.${name}: only gatewayresponse.header.NAME is supported`);
    if (literal === undefined) throw new Error(`${where}.${name}: only a literal in single quotes is supported`);
    return [header, literal];
  });

/** The headers of one gateway response; another status or body than AWS's own is refused by name. */
const readResponse = (type: string, value: unknown): Headers => {
  const where = `x-amazon-apigateway-gateway-responses.${type}`;
  if (!responseTypes.includes(type)) throw new Error(`${where}: there is no such gateway response type`);
  const fields = fieldsAt(value, where);
  refuseOthers(fields, ["responseParameters"], where);
  return readHeaders(fields.responseParameters, `${where}.responseParameters`);
};

/** The headers that an API adds to its gateway's own answers, by AWS's response type. */
export type GatewayResponses = ReadonlyMap<string, Headers>;

/** Reads `x-amazon-apigateway-gateway-responses`, keyed by AWS's response type. */
export const readGatewayResponses = (value: unknown): GatewayResponses =>
  new Map(
    Object.entries(fieldsAt(value, "x-amazon-apigateway-gateway-responses")).map(([type, response]) => [
      type,
      readResponse(type, response),
    ]),
  );

/** The answer to a fault, with the headers of the API's gateway response for its type, else of its DEFAULT_4XX or DEFAULT_5XX. */
export const replyToFault = (responses: GatewayResponses | undefined, fault: Fault): Reply => {
  const isServers = fault.status >= 500;
  const headers = responses?.get(fault.type) ?? responses?.get(isServers ? "DEFAULT_5XX" : "DEFAULT_4XX") ?? [];
  // AWS writes its own 5xx bodies with a space after the colon, the 4xx ones without.
  const body = `{"message":${isServers ? " " : ""}${JSON.stringify(fault.message)}}`;
  return {
    status: fault.status,
    headers: [["Content-Type", "application/json"], ["x-amzn-ErrorType", fault.errorType], ...headers],
    body: Buffer.from(body),
  };
};
