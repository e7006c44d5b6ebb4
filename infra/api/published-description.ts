import { CANCEL_PATH, CONVERSATION_PATH, DESCRIPTION_PATH } from "../../runtime/desk/asked";
import { cancel, conversationSchemas, idParameters, tell } from "./description/conversations";
import { eventSchemas, webhooks } from "./description/events";
import { accepted, initiate } from "./description/initiating";
import { errorCode, gatewayRefusal, OPEN, refusalsOf, refused } from "./description/refusals";
import { request } from "./description/request";
import { anything, json, type Part } from "./description/schema";

const preflight = (operationId: string, parameters: readonly Part[] = []): Part => ({
  operationId,
  summary: "Answers the CORS preflight",
  description: "What a browser asks before it lets a page of another origin call.",
  tags: ["Description"],
  security: [],
  ...(parameters.length === 0 ? {} : { parameters }),
  responses: {
    200: { description: "The CORS headers" },
    ...refusalsOf({ codes: [], gateway: OPEN }),
  },
});

const describe: Part = {
  operationId: "getDescription",
  summary: "This document",
  description: "What the API is, for whoever makes a client of it.",
  tags: ["Description"],
  security: [],
  responses: {
    200: {
      description: "OpenAPI 3.1",
      ...json(anything("OpenAPI 3.1"), { document: { summary: "Its beginning", value: { openapi: "3.1.0" } } }),
    },
    ...refusalsOf({ codes: [], gateway: OPEN }),
  },
};

type Paths = Readonly<Record<string, Readonly<Partial<Record<"get" | "post" | "options", Part>>>>>;

const paths: Paths = {
  "/initiate-conversation": { post: initiate, options: preflight("preflightInitiateConversation") },
  [CONVERSATION_PATH]: { get: tell, options: preflight("preflightGetConversation", idParameters) },
  [CANCEL_PATH]: { post: cancel, options: preflight("preflightCancelConversation", idParameters) },
  [DESCRIPTION_PATH]: { get: describe },
};

const server = {
  url: "https://{api}.execute-api.{region}.amazonaws.com/{stage}",
  description: "A deployed stack, as its output `apiUrl` says; a domain of its own takes the place of all but the path",
  variables: {
    api: { default: "a1b2c3d4e5", description: "Id of the API" },
    region: { default: "eu-north-1", description: "AWS region of the stack" },
    stage: { default: "prod", description: "Name of the stack" },
  },
};

/** The API as its clients see it: OpenAPI 3.1. */
export const publishedDescription = {
  openapi: "3.1.0",
  info: {
    title: "AI Multi-Comms",
    version: "1",
    summary: "Has an AI write and send the approved message to one person on WhatsApp, SMS or email.",
    description:
      "Names and codes stay. Later releases may add fields, error codes, statuses and events: a client passes over fields that it does not know, takes an unknown code by its HTTP status, and an unknown status of a conversation for one that is not final.",
    license: { name: "MIT", identifier: "MIT" },
  },
  servers: [server],
  tags: [
    { name: "Conversations", description: "Starting a conversation, seeing what became of it, stopping it" },
    {
      name: "Events",
      description: "What the engine tells the webhook of a project by itself, signed by Standard Webhooks",
    },
    { name: "Description", description: "What programs ask before they call" },
  ],
  paths,
  webhooks,
  components: {
    schemas: {
      Request: request,
      Accepted: accepted,
      ErrorCode: errorCode,
      Refused: refused,
      GatewayRefusal: gatewayRefusal,
      ...conversationSchemas,
      ...eventSchemas,
    },
    securitySchemes: { apiKey: { type: "apiKey", name: "x-api-key", in: "header" } },
  },
};

/** A parameter without what only its readers need. */
const bare = ({ name, in: place, required }: Part): Part => ({
  name,
  in: place,
  ...(required === undefined ? {} : { required }),
  schema: { type: "string" },
});

/** An operation as API Gateway imports it, which takes OpenAPI 3.0 only: it checks keys, and no body, so that it needs no schema. */
const forGateway = ({ operationId, security, parameters, responses }: Part): Part => ({
  operationId,
  security,
  ...(Array.isArray(parameters) ? { parameters: parameters.map(bare) } : {}),
  responses: Object.fromEntries(
    Object.entries(responses as Readonly<Record<string, Part>>).map(([status, { description }]) => [
      status,
      { description },
    ]),
  ),
});

/** The same operations for API Gateway, by path and method. */
export const gatewayPaths: Readonly<Record<string, Readonly<Record<string, Part>>>> = Object.fromEntries(
  Object.entries(paths).map(([path, methods]) => [
    path,
    Object.fromEntries(Object.entries(methods).map(([method, operation]) => [method, forGateway(operation)])),
  ]),
);
