import { statusOf } from "../../runtime/request/error-code";
import { channels, consentFields, IDENTIFIER, LONGEST_EVIDENCE } from "../../runtime/request/request";
import { REPLAYED_HEADER } from "../../runtime/router/proxy-event";
import { MOST_ERRORS, RETRY_HEADER } from "../../runtime/router/rejection";

const json = (schema: object) => ({ content: { "application/json": { schema } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = (description: string) => ({ type: "string", description });
const evidence = (description: string) => ({ ...text(description), minLength: 1, maxLength: LONGEST_EVIDENCE });

const request = {
  type: "object",
  required: ["company_data", "recipient_data", "request_data"],
  properties: {
    company_data: {
      type: "object",
      required: ["company_id", "project_id"],
      properties: {
        company_id: { type: "string", pattern: IDENTIFIER.source },
        project_id: { type: "string", pattern: IDENTIFIER.source },
      },
    },
    recipient_data: {
      type: "object",
      required: ["comms_consent"],
      properties: {
        recipient_first_name: { type: "string" },
        recipient_last_name: { type: "string" },
        recipient_tel: text("E.164; required for whatsapp and sms"),
        recipient_email: text("Required for email"),
        comms_consent: { type: "boolean", description: "Nothing is sent without consent" },
      },
      additionalProperties: { type: "string" },
    },
    request_data: {
      type: "object",
      required: ["request_id", "channel_method", "initial_request_timestamp"],
      properties: {
        request_id: {
          type: "string",
          format: "uuid",
          description:
            "UUID version 4, lower case; the idempotency key within the project: the same request may be sent again, another one gets 409",
        },
        channel_method: { type: "string", enum: channels },
        initial_request_timestamp: { type: "string", format: "date-time" },
      },
    },
    project_data: { type: "object", description: "Free-form data for the message, at most 16 levels deep" },
    consent_data: {
      type: "object",
      description: "Why the company may write to the recipient: kept with the conversation as the evidence for it",
      required: ["basis"],
      properties: {
        basis: { type: "string", enum: Object.keys(consentFields.required.basis.keys) },
        source: evidence("Where it comes from: a form, a contract, a call"),
        obtained_at: { type: "string", format: "date-time" },
        channels: {
          type: "array",
          description: "The channels that it covers, all without this field; another one gets CONSENT_NOT_FOR_CHANNEL",
          minItems: 1,
          uniqueItems: true,
          items: { type: "string", enum: channels },
        },
        text_reference: evidence("Which text the recipient agreed to: a version, an address, a hash"),
      },
      additionalProperties: false,
    },
  },
};

const accepted = {
  type: "object",
  required: ["status", "request_id", "conversation_id", "message", "queue_timestamp"],
  properties: {
    status: { type: "string", enum: ["success"] },
    request_id: { type: "string" },
    conversation_id: { type: "string" },
    message: { type: "string" },
    queue_timestamp: {
      type: "string",
      format: "date-time",
      description: "When the request was accepted; a repetition is told the first time",
    },
  },
};

const refused = {
  type: "object",
  required: ["status", "error_code", "message", "request_id", "errors"],
  properties: {
    status: { type: "string", enum: ["error"] },
    error_code: { type: "string", enum: Object.keys(statusOf) },
    message: { type: "string" },
    request_id: { type: "string" },
    errors: {
      type: "array",
      maxItems: MOST_ERRORS,
      items: {
        type: "object",
        properties: { field: { type: "string" }, code: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};

const refusals: Readonly<Record<string, string>> = {
  400: `The body is not valid; every fault is listed, up to ${MOST_ERRORS}`,
  403: "No valid API key, no consent, or the project may not do this now, or not to this country",
  404: "No such company and project for this API key",
  409: "REQUEST_ID_REUSED: the id was taken by a request with another recipient, channel or body",
  413: "The body exceeds 256 KiB",
  429: "Too many requests for the plan or the stage; or RATE_LIMIT_EXCEEDED: a limit of the project is reached, the message says which, and `Retry-After` the seconds until it ends",
  500: "The engine could not take the request; it may be sent again with the same id",
};

const retried = {
  headers: {
    [RETRY_HEADER]: { description: "Seconds until a limit of the project ends", schema: { type: "integer" } },
  },
};

/** The API as its clients see it. */
export const publishedDescription = {
  openapi: "3.0.1",
  info: {
    title: "AI Multi-Comms",
    version: "1",
    description: "Has an AI write and send the approved message to one person on WhatsApp, SMS or email.",
  },
  paths: {
    "/initiate-conversation": {
      post: {
        operationId: "initiateConversation",
        summary: "Starts one conversation with one recipient",
        security: [{ apiKey: [] }],
        requestBody: { required: true, ...json(ref("Request")) },
        responses: {
          200: {
            description: "Accepted and queued, or accepted before",
            headers: {
              [REPLAYED_HEADER]: {
                description: "`true` if the same request was accepted before",
                schema: { type: "string", enum: ["true"] },
              },
            },
            ...json(ref("Accepted")),
          },
          ...Object.fromEntries(
            Object.entries(refusals).map(([status, description]) => [
              status,
              { description, ...(status === "429" ? retried : {}), ...json(ref("Refused")) },
            ]),
          ),
        },
      },
      options: {
        operationId: "preflight",
        summary: "Answers the CORS preflight",
        responses: { 200: { description: "The CORS headers" } },
      },
    },
  },
  components: {
    schemas: { Request: request, Accepted: accepted, Refused: refused },
    securitySchemes: { apiKey: { type: "apiKey", name: "x-api-key", in: "header" } },
  },
};
