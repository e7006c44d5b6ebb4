import type { JsonObject } from "../../runtime/codec/json";
import type { Company } from "../../runtime/company/company";
import type { Channel } from "../../runtime/request/request";
import { channelsOf, type ProjectConfig } from "../config/project-config";
import { assistantKey, credentialsKey, secretName, webhookSecretKey } from "../names";

const senderAttributes = (channel: Channel, { channels: { whatsapp, sms, email } }: ProjectConfig): JsonObject => {
  switch (channel) {
    case "whatsapp":
      return { company_whatsapp_number: whatsapp?.sender, countries: whatsapp?.countries };
    case "sms":
      return { company_sms_number: sms?.sender, countries: sms?.countries };
    case "email":
      return {
        company_email: email?.sender,
        default_subject_line: email?.default_subject_line,
        email_from_name: email?.email_from_name,
        unsubscribe_url: email?.unsubscribe_url,
        reply_domain: email?.reply_domain,
      };
  }
};

const perChannel = (used: readonly Channel[], of: (channel: Channel) => JsonObject): JsonObject =>
  Object.fromEntries(used.map((channel) => [channel, of(channel)]));

/** Whose messages wait for a person's approval; an empty list means everybody's. */
const approvalRules = (project: ProjectConfig): JsonObject => ({
  auto_queue_initial_message: project.auto_queue_initial_message ?? false,
  auto_queue_initial_message_from_number: project.auto_queue_initial_message_from_number ?? [],
  auto_queue_initial_message_from_email: project.auto_queue_initial_message_from_email ?? [],
  auto_queue_reply_message: project.auto_queue_reply_message ?? false,
  auto_queue_reply_message_from_number: project.auto_queue_reply_message_from_number ?? [],
  auto_queue_reply_message_from_email: project.auto_queue_reply_message_from_email ?? [],
});

const webhookOf = (project: ProjectConfig, stack: string): JsonObject | undefined =>
  project.webhook && {
    url: project.webhook.url,
    events: project.webhook.events,
    content: project.webhook.content ?? true,
    secret_id: secretName(webhookSecretKey(project), stack),
  };

/** The ids of a project's keys. */
type KeyIds = Pick<Company, "keyIds" | "deskKeyIds">;

/** A project's record as the runtime reads it, the key ids filled in by the program. */
export const companyRecordItem = (
  project: ProjectConfig,
  { keyIds, deskKeyIds }: KeyIds,
  stack: string,
): JsonObject => {
  const used = channelsOf(project);
  return {
    company_id: project.company_id,
    project_id: project.project_id,
    company_name: project.company_name,
    project_name: project.project_name,
    api_key_reference: keyIds,
    desk_key_reference: deskKeyIds,
    allowed_channels: used,
    project_status: project.project_status ?? "active",
    rate_limits: project.rate_limits ?? {},
    company_rep: project.company_rep ?? {},
    conversation_ttl_days: project.conversation_ttl_days,
    opt_out_keywords: project.opt_out_keywords,
    opt_in_keywords: project.opt_in_keywords,
    webhook: webhookOf(project, stack),
    ...approvalRules(project),
    ai_config: {
      openai_config: perChannel(used, (channel) => ({
        api_key_reference: secretName(assistantKey(channel, project), stack),
        template_sender: project.channels[channel]?.assistant,
        replies: project.channels[channel]?.replies,
      })),
    },
    channel_config: perChannel(used, (channel) => ({
      ...senderAttributes(channel, project),
      [`${channel}_credentials_id`]: secretName(credentialsKey(channel, project), stack),
      simulate: project.channels[channel]?.simulate,
    })),
    created_at: project.created_at,
    updated_at: project.updated_at ?? project.created_at,
  };
};
