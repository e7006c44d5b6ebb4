import type { Operation } from "../exchange";
import type { Authorized } from "./authorized";
import type { TemplateRegistry } from "./template-registry";
import { twilioError } from "./twilio-error";

const createdAt = "2026-01-05T09:00:00Z";

/** The Content API's template resource: variables with their sample texts, and types. */
export const fetchContent = (templates: TemplateRegistry, authorized: Authorized): Operation => ({
  name: "content.fetch",
  method: "GET",
  path: "/v1/Content/:sid",
  handle: authorized(({ params }, { sid: accountSid }) => {
    const sid = params.sid ?? "";
    const template = templates.find(sid);
    if (template === undefined) return twilioError(404, "20404");
    const url = `https://content.twilio.com/v1/Content/${sid}`;
    return {
      status: 200,
      body: {
        account_sid: accountSid,
        date_created: createdAt,
        date_updated: createdAt,
        friendly_name: template.friendly_name,
        language: template.language,
        links: { approval_create: `${url}/ApprovalRequests/whatsapp`, approval_fetch: `${url}/ApprovalRequests` },
        sid,
        types: template.types,
        url,
        variables: template.variables,
      },
    };
  }),
});
