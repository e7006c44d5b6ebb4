import * as E from "fp-ts/Either";
import { fieldsAt, refuseOthers, renderVariables, templatesAt, textsAt, type Variables } from "./document";
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

type GatewayResponse = {
  readonly status: number | undefined;
  readonly headers: Headers;
  readonly templates: Readonly<Record<string, string>>;
};

// Those of AWS that never come up here can be declared all the same.
const responseTypes = [
  ...Object.keys(answers),
  ...`AUTHORIZER_CONFIGURATION_ERROR AUTHORIZER_FAILURE BAD_REQUEST_BODY BAD_REQUEST_PARAMETERS DEFAULT_4XX EXPIRED_TOKEN
  INVALID_SIGNATURE RESOURCE_NOT_FOUND UNAUTHORIZED UNSUPPORTED_MEDIA_TYPE WAF_FILTERED`.split(/\s+/),
];

const readStatus = (value: unknown, where: string): number | undefined => {
  if (value === undefined || value === null) return undefined;
  const status = Number(value);
  if (Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw new Error(`${where}.statusCode must be a status between 200 and 599`);
};

/** Headers from parameter mappings; one from anything but a quoted literal is refused with its place. */
const readHeaders = (value: unknown, where: string): Headers =>
  Object.entries(textsAt(value, where)).map(([name, mapping]) => {
    const [, header] = /^gatewayresponse\.header\.(.+)$/.exec(name) ?? [];
    const [, literal] = /^'(.*)'$/.exec(mapping) ?? [];
    if (header === undefined) throw new Error(`${where}.${name}: only gatewayresponse.header.NAME is supported`);
    if (literal === undefined) throw new Error(`${where}.${name}: only a literal in single quotes is supported`);
    return [header, literal];
  });

const readResponse = (type: string, value: unknown): GatewayResponse => {
  const where = `x-amazon-apigateway-gateway-responses.${type}`;
  if (!responseTypes.includes(type)) throw new Error(`${where}: there is no such gateway response type`);
  const fields = fieldsAt(value, where);
  refuseOthers(fields, ["statusCode", "responseParameters", "responseTemplates"], where);
  return {
    status: readStatus(fields.statusCode, where),
    headers: readHeaders(fields.responseParameters, `${where}.responseParameters`),
    templates: templatesAt(fields.responseTemplates, `${where}.responseTemplates`),
  };
};

export type GatewayResponses = ReadonlyMap<string, GatewayResponse>;

/** Reads `x-amazon-apigateway-gateway-responses`, keyed by AWS's response type. */
export const readGatewayResponses = (value: unknown): GatewayResponses =>
  new Map(
    Object.entries(fieldsAt(value, "x-amazon-apigateway-gateway-responses")).map(([type, response]) => [
      type,
      readResponse(type, response),
    ]),
  );

// AWS writes its own 5xx bodies with a space after the colon, the 4xx ones without.
const ownTemplate = (fault: Fault): string =>
  fault.status >= 500 ? '{"message": $context.error.messageString}' : '{"message":$context.error.messageString}';

/** The answer to a fault: the API's gateway response for its type, else its DEFAULT_4XX or DEFAULT_5XX, else AWS's own. */
export const replyToFault = (responses: GatewayResponses | undefined, fault: Fault, variables: Variables): Reply => {
  const response = responses?.get(fault.type) ?? responses?.get(fault.status >= 500 ? "DEFAULT_5XX" : "DEFAULT_4XX");
  const templates = Object.entries(response?.templates ?? {});
  const [media, template] = templates.find(([type]) => type === "application/json") ??
    templates[0] ?? ["application/json", ownTemplate(fault)];
  return {
    status: response?.status ?? fault.status,
    headers: [["Content-Type", media], ["x-amzn-ErrorType", fault.errorType], ...(response?.headers ?? [])],
    body: Buffer.from(renderVariables(template, variables)),
  };
};
