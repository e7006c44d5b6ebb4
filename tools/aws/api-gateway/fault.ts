import { fieldsAt, literalParameters, refuseOthers, requirePlainTemplate, textsAt } from "./document";

/** An error answered by the gateway itself. `detail` is what AWS calls the integration error message. */
export type Fault = {
  readonly _tag: "Fault";
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
  UNSUPPORTED_MEDIA_TYPE: [415, "Unsupported Media Type", "BadRequestException"],
} as const;

export type FaultType = keyof typeof answers;

export const fault = (type: FaultType, detail?: string): Fault => {
  const [status, message, errorType] = answers[type];
  return { _tag: "Fault", type, status, message, errorType, detail };
};

export const isFault = (value: object): value is Fault => "_tag" in value && value._tag === "Fault";

export type GatewayResponse = {
  readonly status: number | undefined;
  readonly headers: readonly (readonly [string, string])[];
  readonly templates: Readonly<Record<string, string>>;
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
const types = `ACCESS_DENIED API_CONFIGURATION_ERROR AUTHORIZER_CONFIGURATION_ERROR AUTHORIZER_FAILURE BAD_REQUEST_BODY
  BAD_REQUEST_PARAMETERS DEFAULT_4XX DEFAULT_5XX EXPIRED_TOKEN INTEGRATION_FAILURE INTEGRATION_TIMEOUT INVALID_API_KEY
  INVALID_SIGNATURE MISSING_AUTHENTICATION_TOKEN QUOTA_EXCEEDED REQUEST_TOO_LARGE RESOURCE_NOT_FOUND THROTTLED
  UNAUTHORIZED UNSUPPORTED_MEDIA_TYPE WAF_FILTERED`.split(/\s+/);

const readStatus = (value: unknown, where: string): number | undefined => {
  if (value === undefined || value === null) return undefined;
  const status = Number(value);
  if (Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw new Error(`${where}.statusCode must be a status between 200 and 599`);
};

/** Reads `x-amazon-apigateway-gateway-responses`, keyed by AWS's response type. */
export const readGatewayResponses = (value: unknown): ReadonlyMap<string, GatewayResponse> =>
  new Map(
    Object.entries(fieldsAt(value, "x-amazon-apigateway-gateway-responses")).map(([type, response]) => {
      const where = `x-amazon-apigateway-gateway-responses.${type}`;
      if (!types.includes(type)) throw new Error(`${where}: there is no such gateway response type`);
      const fields = fieldsAt(response, where);
      refuseOthers(fields, ["statusCode", "responseParameters", "responseTemplates"], where);
      const templates = textsAt(fields.responseTemplates, `${where}.responseTemplates`);
      for (const [media, text] of Object.entries(templates))
        requirePlainTemplate(text, `${where}.responseTemplates.${media}`);
      const parameters = textsAt(fields.responseParameters, `${where}.responseParameters`);
      const headers = literalParameters(parameters, "gatewayresponse.header.", `${where}.responseParameters`);
      return [type, { status: readStatus(fields.statusCode, where), headers, templates }];
    }),
  );
