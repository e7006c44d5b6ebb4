import { credentialsKey, openaiKey } from "../../infra/secret-names";
import { channels } from "../../runtime/request/channel";

const fieldsOf = {
  whatsapp: "`twilio_account_sid`, `twilio_auth_token`, `twilio_template_sid`",
  sms: "`twilio_account_sid`, `twilio_auth_token`, and `twilio_template_sid` unless the assistant writes the body",
  email:
    "`sendgrid_auth_value`, `sendgrid_from_email`, `sendgrid_from_name`, `sendgrid_template_id`, optional `sendgrid_webhook_public_key`",
} as const;

const project = { company_id: "COMPANY", project_id: "PROJECT" };
const upper = (key: string): string => key.replace("/company/project/", "/COMPANY/PROJECT/");

const rows = [
  ...channels.map((channel) => `| \`${upper(credentialsKey(channel, project))}\` | ${fieldsOf[channel]} |`),
  ...channels.map((channel) => `| \`${openaiKey(channel)}\` | \`ai_api_key\` |`),
];

/** What `secretValues` holds; its reader is infra/config/read-secret-values.ts. */
export const secretValuesSection = `## secretValues

Values of secrets by name, without the prefix \`ai-multi-comms/\` and the environment's suffix; \`{}\` by default. COMPANY and PROJECT are the ids
in lower case, everything but letters and digits as hyphens. A secret without a value here is made empty, and its value is set by hand in Secrets
Manager, where later deployments leave it alone. A value that is set by hand over one of the config stays until the config's own value changes
([why](decisions/values-set-by-hand.md)); removing the value here leaves the current one in Secrets Manager.

| name | fields |
|---|---|
${rows.join("\n")}

\`\`\`sh
npx pulumi config set --secret --path 'secretValues["${openaiKey("whatsapp")}"].ai_api_key' --stack dev   # asks for the value
\`\`\`

The message about a fault names the secret and the field, never the value.`;
