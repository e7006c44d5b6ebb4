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
