import type { JsonObject } from "../codec/json-object";
import { conversationId } from "../conversation/conversation-id";
import type { ValidRequest } from "../request/valid-request";
import type { ContextObject } from "./context-object";

/** The version of the message's form, raised only when an older processor could not read it. */
const SCHEMA = 1;

type Acceptance = { readonly routerVersion: string; readonly acceptedAt: Date; readonly sender: string };

/** Everything a processor needs, so that it reads no company record of its own. */
export const buildContext = (request: ValidRequest, company: JsonObject, acceptance: Acceptance): ContextObject => ({
  frontend_payload: request,
  company_data_payload: { ...company },
  conversation_data: {
    conversation_id: conversationId(request.company_data, request.request_data.request_id, acceptance.sender),
    conversation_status: "initiated",
  },
  metadata: {
    router_version: acceptance.routerVersion,
    schema: SCHEMA,
    accepted_at: acceptance.acceptedAt.toISOString(),
  },
});
