/** Answers to who asks about a request, or wants it cancelled; a request itself is refused with none of them. */
const statusOfAsking = {
  NOT_PERMITTED: 403,
  CONVERSATION_NOT_FOUND: 404,
  INVALID_ACTION: 400,
  BEING_SENT: 409,
  ALREADY_SENT: 409,
} as const;

/** Every error code with its HTTP status, in the order of the checks: of several faults the first listed names the answer. */
export const statusOf = {
  INVALID_REQUEST: 400,
  PAYLOAD_TOO_LARGE: 413,
  INVALID_COMPANY_DATA_TYPE: 400,
  MISSING_IDENTIFIERS: 400,
  INVALID_IDENTIFIERS: 400,
  MISSING_RECIPIENT_DATA: 400,
  MISSING_REQUEST_DATA: 400,
  INVALID_RECIPIENT_DATA_TYPE: 400,
  INVALID_REQUEST_DATA_TYPE: 400,
  MISSING_REQUEST_ID: 400,
  MISSING_CHANNEL_METHOD: 400,
  MISSING_INITIAL_REQUEST_TIMESTAMP: 400,
  INVALID_REQUEST_ID_FORMAT: 400,
  INVALID_CHANNEL_METHOD_FORMAT: 400,
  INVALID_INITIAL_REQUEST_TIMESTAMP_FORMAT: 400,
  INVALID_REQUEST_ID: 400,
  UNSUPPORTED_CHANNEL: 400,
  INVALID_TIMESTAMP: 400,
  MISSING_RECIPIENT_TEL: 400,
  INVALID_RECIPIENT_TEL: 400,
  MISSING_RECIPIENT_EMAIL: 400,
  INVALID_RECIPIENT_EMAIL: 400,
  INVALID_RECIPIENT_DATA: 400,
  MISSING_COMMS_CONSENT: 400,
  INVALID_COMMS_CONSENT_TYPE: 400,
  INVALID_PROJECT_DATA: 400,
  INVALID_CONSENT_DATA: 400,
  COMMS_CONSENT_REQUIRED: 403,
  CONSENT_NOT_FOR_CHANNEL: 403,
  COMPANY_NOT_FOUND: 404,
  PROJECT_INACTIVE: 403,
  CHANNEL_NOT_ALLOWED: 403,
  COUNTRY_NOT_ALLOWED: 403,
  CONFIGURATION_ERROR: 500,
  DATABASE_ERROR: 500,
  RATE_LIMIT_EXCEEDED: 429,
  REQUEST_ID_REUSED: 409,
  QUEUE_ERROR: 500,
  ...statusOfAsking,
  INTERNAL_ERROR: 500,
} as const;

export type ErrorCode = keyof typeof statusOf;

/** The codes that a request itself is never refused with. */
export const askingCodes: readonly ErrorCode[] = Object.keys(statusOfAsking) as ErrorCode[];

const order = Object.keys(statusOf);

/** The place of a code in the order of the checks, from 0. */
export const rankOf = (code: ErrorCode): number => order.indexOf(code);
