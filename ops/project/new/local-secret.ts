import { createHash } from "node:crypto";
import { projectSlug } from "../../../infra/project-slug";
import type { NeededSecret } from "./needed-secrets";
import type { ProjectDraft } from "./project-draft";

const hex = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

/** A value that the stand-ins of the local engine accept; nothing about it is secret. */
export const localSecret = ({ kind, channel }: NeededSecret, draft: ProjectDraft): Readonly<Record<string, string>> => {
  const name = projectSlug(draft);
  switch (kind) {
    case "openai":
      return { ai_api_key: "local-openai-key" };
    case "twilio":
      return {
        twilio_account_sid: `AC${hex(name)}`,
        twilio_auth_token: `local-twilio-token-${name}`,
        twilio_template_sid: `HX${hex(name)}`,
      };
    case "sendgrid":
      return {
        sendgrid_auth_value: `local-sendgrid-key-${name}`,
        sendgrid_from_email: draft.channels[channel]?.sender ?? "",
        sendgrid_from_name: draft.company_name,
        sendgrid_template_id: `d-${hex(name)}`,
      };
  }
};
