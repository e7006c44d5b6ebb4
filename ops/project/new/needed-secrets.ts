import { credentialsKey, openaiKey } from "../../../infra/secret-names";
import { isJsonObject } from "../../../runtime/codec/json-object";
import { type Channel, channels } from "../../../runtime/request/channel";
import type { StackFile } from "../../stack-file/stack-file";
import type { ProjectDraft } from "./project-draft";

/** A secret of a project, by its name in `secretValues`. */
export type NeededSecret = {
  readonly key: string;
  readonly channel: Channel;
  readonly kind: "openai" | "twilio" | "sendgrid";
};

export const fieldsOf: Readonly<Record<NeededSecret["kind"], readonly string[]>> = {
  openai: ["ai_api_key"],
  twilio: ["twilio_account_sid", "twilio_auth_token", "twilio_template_sid"],
  sendgrid: ["sendgrid_auth_value", "sendgrid_from_email", "sendgrid_from_name", "sendgrid_template_id"],
};

/** The secrets that a new project's channels need and whose values the config does not hold yet; a simulated carrier needs none. */
export const neededSecrets = (draft: ProjectDraft, { values }: StackFile): readonly NeededSecret[] => {
  const held = isJsonObject(values.secretValues) ? values.secretValues : {};
  return channels
    .flatMap((channel): readonly NeededSecret[] => {
      const setup = draft.channels[channel];
      if (setup === undefined) return [];
      const assistant = { key: openaiKey(channel), channel, kind: "openai" } as const;
      const carrier = {
        key: credentialsKey(channel, draft),
        channel,
        kind: channel === "email" ? "sendgrid" : "twilio",
      } as const;
      return setup.simulate ? [assistant] : [assistant, carrier];
    })
    .filter(({ key }) => !(key in held));
};
