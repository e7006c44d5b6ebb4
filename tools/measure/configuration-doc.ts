import { DEFAULT_LABELS, LONGEST_LABEL, LONGEST_TIER_NAME } from "../../infra/config/project-config";
import { LARGEST_ENTRY } from "../../infra/config/projects";
import type { Setting } from "../../infra/config/setting";
import {
  apiSettings,
  dataSettings,
  deploymentSettings,
  functionSettings,
  operationSettings,
  providerSettings,
  queueSettings,
  sendingSettings,
  USAGE_PLANS,
} from "../../infra/config/settings";
import { MOST_API_KEYS } from "../../infra/config/tiers";
import { assistantKey, credentialsKey, openaiKey, RECEIPT_KEY } from "../../infra/names";
import { defaultLimits, LONGEST_RETENTION_DAYS, SHORTEST_RETENTION_DAYS } from "../../runtime/company/company";
import { MOST_PER_DAY, MOST_PER_DAY_WITH_TOKENS } from "../../runtime/conversation/spending";
import { channels } from "../../runtime/request/request";

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const code = (text: string): string => `\`${text}\``;

/** Keys without a default of their own: one is required, and others follow from further keys, as their text says. */
const defaultOf = (key: string, fallback: unknown): string => {
  if (key === "corsOrigins") return "required";
  return fallback === undefined
    ? "none"
    : code(typeof fallback === "string" && fallback !== "" ? fallback : JSON.stringify(fallback));
};

const row = ([key, { about, example, expected, fallback }]: [string, Setting<unknown>]): string =>
  `| ${[code(key), defaultOf(key, fallback), expected, code(example), about].map(cell).join(" | ")} |`;

/** A section with a table of settings. */
const settingsTable = (title: string, settings: Readonly<Record<string, Setting<unknown>>>): string =>
  [
    `## ${title}`,
    "",
    "| key | default | expected | example | about |",
    "|---|---|---|---|---|",
    ...Object.entries(settings).map(row),
  ].join("\n");

const grouped = (count: number): string => count.toLocaleString("en");

/** What `projects` holds; its codec is infra/config/project-config.ts. */
const projectsSection = `## projects

A list of tenants, \`[]\` by default. Each gets its API keys and usage plan, its secrets, and its record in the company table, in which
the program enters the keys' ids. Removing an entry removes them; the project's conversations stay.

| field | required | about |
|---|---|---|
| \`company_id\`, \`project_id\` | yes | 1 to 64 of \`A-Z a-z 0-9 . _ -\`; two projects may not differ in case and punctuation alone, since names of resources do not show these |
| \`company_name\`, \`project_name\` | yes | readable names |
| \`channels.whatsapp\`, \`channels.sms\`, \`channels.email\` | yes, any of them | the channels that the project may use |
| \`channels.CHANNEL.sender\` | yes | E.164 number, in quotes (YAML reads it as a number without), or email address |
| \`channels.CHANNEL.assistant\` | yes | who writes the first message: \`model\`, \`instructions\`, and \`content_variables\`: the template's variables with what belongs into each |
| \`channels.CHANNEL.assistant.content_variables.NAME\` | yes | text, or \`{ description, links, numbers }\`: \`links\` and \`numbers\` (optional) say where those that the assistant writes there may come from: \`none\`, \`data\` (default: all that the message is written from), or a list of fields below \`project_data\`, \`recipient_data\`, \`company_name\`, \`project_name\`, \`company_rep\`, \`sender\` and \`instructions\` ([how](assistant-safety.md#binding-a-variable)) |
| \`channels.CHANNEL.assistant.instructions\` | yes | text, or \`{ file: instructions/NAME.md }\`: a file of UTF-8 text, relative to the folder of Pulumi.yaml and inside of it |
| \`channels.CHANNEL.replies\` | no | another assistant, of the same form, for replies; kept in the record |
| \`channels.CHANNEL.simulate\` | no | \`true\` sends nothing to anybody and goes through every other step |
| \`channels.email.default_subject_line\` | no | one line; the mail's subject where \`content_variables\` has no \`subject\`, which comes first. The template gets it as \`subject\`: write \`{{{subject}}}\` there, since two braces turn \`&\`, \`'\` and \`"\` into entities; a subject line of the template's own without it is what goes out |
| \`channels.email.email_from_name\` | no | one line; \`sendgrid_from_name\` of the secret by default |
| \`channels.email.unsubscribe_url\` | no | https address where one click unsubscribes (RFC 8058); unsubscribing by mail is always offered |
| \`project_status\` | no | \`active\` (default) or \`inactive\` |
| \`api_keys\` | no | labels of the API keys, one or two (while a key is being rotated): 1 to ${LONGEST_LABEL} lower-case letters, digits, hyphens; \`${JSON.stringify(DEFAULT_LABELS)}\` by default |
| \`channels.whatsapp.countries\`, \`channels.sms.countries\` | no | the countries of the numbers that it writes to, in two capital letters (\`[GB, IE]\`; \`"NO"\` needs quotes): by default the sender's own for SMS, whose price is the country's, and all for WhatsApp. Other numbers are refused with \`COUNTRY_NOT_ALLOWED\` |
| \`rate_limits.requests_per_minute\`, \`….requests_per_day\` | no | whole numbers above 0, which hold for each key; API Gateway keeps them. A minute's requests may come at once, as far as the stage takes those of all keys. A key without a limit by the minute shares what the others leave of the stage's |
| \`rate_limits.messages_per_day\` | no | messages that are begun in a day of UTC, ${grouped(defaultLimits.messagesPerDay)} by default and ${grouped(MOST_PER_DAY)} at most. Exact, and each conversation is counted once. What exceeds it is refused with \`RATE_LIMIT_EXCEEDED\`, or, once accepted, ends \`failed\` with the limit and when it ends in \`failure_reason\` |
| \`rate_limits.messages_per_recipient_per_day\` | no | the same for one number or address, ${grouped(defaultLimits.messagesPerRecipientPerDay)} by default |
| \`rate_limits.assistant_tokens_per_day\` | no | none by default; beside \`messages_per_day\` of at most ${grouped(MOST_PER_DAY_WITH_TOKENS)}. Counted before the assistant is asked, as the most that question and answer may take (\`assistantOutputTokens\` among it), so a day costs less than this |
| \`rate_limits.assistant_calls_per_conversation\`, \`….assistant_tokens_per_conversation\` | no | what one conversation may cost over all receives, sweeps and resumes: ${defaultLimits.assistantCallsPerConversation} calls, ${grouped(defaultLimits.assistantTokensPerConversation)} tokens. Then it is \`failed_to_process_ai\`, and its message among the dead letters |
| \`rate_limits.max_message_length\` | no | characters of a message |
| \`rate_limits.max_text_length\`, \`….max_list_length\`, \`….max_data_bytes\` | no | of what a request brings in \`project_data\` and in \`recipient_data\`: characters of one text (${grouped(defaultLimits.text)}), items of one list or fields of one object (${grouped(defaultLimits.list)}), bytes of either section as JSON (${grouped(defaultLimits.bytes)}) |
| \`usage_tier\` | no | name of one of \`usageTiers\`, instead of \`requests_per_minute\` and \`requests_per_day\` |
| \`own_openai_key\` | no | \`true\`: the project's channels write with OpenAI keys of its own instead of the stack's, and with their rate limits; [how, and what ends with it](operations.md#an-openai-key-of-its-own) |
| \`conversation_ttl_days\` | no | days after which the project's conversations are deleted, ${SHORTEST_RETENTION_DAYS} to ${LONGEST_RETENTION_DAYS}; \`conversationTtlDays\` by default. Holds for conversations begun from then on |
| \`company_rep\` | no | \`company_rep_1\` to \`company_rep_5\`, text or null |
| \`auto_queue_initial_message\`, \`auto_queue_reply_message\` | no | \`true\` or \`false\` (default) |
| \`auto_queue_initial_message_from_number\`, \`…_from_email\`, \`auto_queue_reply_message_from_number\`, \`…_from_email\` | no | lists of numbers and of addresses; an empty one (default) stands for everybody |
| \`created_at\`, \`updated_at\` | no | ISO 8601 date-times of the record, in quotes; a deployment copies them and makes none up ([why](decisions/times-in-the-config.md)) |

An entry with its instructions may have ${grouped(LARGEST_ENTRY)} bytes, since every queue message carries them.

\`\`\`yaml
ai-multi-comms:projects:
  - company_id: ci-aaa-001
    project_id: pi-aaa-001
    company_name: Ashgrove Care
    project_name: Healthcare recruitment
    rate_limits: { requests_per_minute: 60, requests_per_day: 5000, max_message_length: 1024 }
    channels:
      whatsapp:
        sender: "+447400000001"
        assistant:
          model: gpt-6-luna
          instructions: You write for Ashgrove Care. Be warm, plain and brief.
          content_variables:
            "1": the recipient's first name
            "2": { description: the job role, links: none, numbers: none }
            "3": { description: where to apply, links: [project_data.link], numbers: none }
\`\`\`

## usageTiers

Limits that projects share the definition of and not the allowance: a project with \`usage_tier\` uses the tier's usage plan, and API Gateway
throttles and counts each key by itself. An account has ${USAGE_PLANS} usage plans and ${grouped(MOST_API_KEYS)} API keys in a region; tiers let more than ${USAGE_PLANS} projects in ([how](decisions/usage-plans-and-tiers.md)).
A map of names (1 to ${LONGEST_TIER_NAME} lower-case letters, digits, hyphens), \`{}\` by default; \`requests_per_minute\` and \`requests_per_day\` are whole
numbers above 0, and without one there is no such limit.

\`\`\`yaml
ai-multi-comms:usageTiers:
  standard: { requests_per_minute: 60, requests_per_day: 5000 }
  large: { requests_per_minute: 600 }
\`\`\``;

const fieldsOf = {
  whatsapp: "`twilio_account_sid`, `twilio_auth_token`, `twilio_template_sid`",
  sms: "`twilio_account_sid`, `twilio_auth_token`, and `twilio_template_sid` unless the assistant writes the body",
  email:
    "`sendgrid_auth_value`, `sendgrid_from_email` (the channel's `sender`), `sendgrid_from_name`, `sendgrid_template_id`, optional `sendgrid_webhook_public_key` (as SendGrid shows it, or PEM)",
} as const;

const project = { company_id: "COMPANY", project_id: "PROJECT", own_openai_key: true };
const upper = (key: string): string => key.replace("/company/project/", "/COMPANY/PROJECT/");

const rows = [
  ...channels.map((channel) => `| \`${upper(credentialsKey(channel, project))}\` | ${fieldsOf[channel]} |`),
  ...channels.map((channel) => `| \`${openaiKey(channel)}\` | \`ai_api_key\` |`),
  ...channels.map(
    (channel) =>
      `| \`${upper(assistantKey(channel, project))}\` | \`ai_api_key\`, of a project with \`own_openai_key\` |`,
  ),
  `| \`${RECEIPT_KEY}\` | \`key\`, \`also\`; only [to change it](operations.md#change-the-receipts-key), the program makes one by itself |`,
];

/** What `secretValues` holds; its reader is infra/config/secret-values.ts. */
const secretValuesSection = `## secretValues

Values of secrets by name, without the prefix \`ai-multi-comms/\` and the environment's suffix; \`{}\` by default. COMPANY and PROJECT are the ids
in lower case, everything but letters and digits as hyphens. A secret without a value here is made empty, and its value is set by hand in Secrets
Manager, where later deployments leave it alone. A value that is set by hand over one of the config stays until the config's own value changes
([why](decisions/values-set-by-hand.md)); removing the value here leaves the current one in Secrets Manager.

| name | fields |
|---|---|
${rows.join("\n")}

Keys, tokens and ids are printable ASCII without blanks and line breaks. A field that is not as it must be is named by \`npm run project -- check\`, and by the record of every
message that waits for it; the secret is read anew at each try.

\`\`\`sh
npx pulumi config set --secret --path 'secretValues["${openaiKey("whatsapp")}"].ai_api_key' --stack dev   # asks for the value
\`\`\`

The message about a fault names the secret and the field, never the value.`;

const introduction = `# Configuration

<!-- Written by tools/measure/write-configuration-doc.ts from infra/config/settings; edit there. -->

Everything that differs between environments is stack config, in the namespace \`ai-multi-comms\`:

\`\`\`sh
npx pulumi config set batchSize 5 --stack dev     # in Pulumi.dev.yaml
npm start -- --config batchSize=5                 # for one run on this machine
\`\`\`

Lists and structures are JSON text on a command line, and YAML in \`Pulumi.STACK.yaml\`. The config is checked as a whole before
anything is created: every fault is named in one message, with its key and an example of a right value. Unknown keys are faults.
Units are in the names of the keys.`;

/** The text of docs/configuration.md. */
export const configurationDoc = (): string =>
  `${[
    introduction,
    settingsTable("API", apiSettings),
    settingsTable("Functions", functionSettings),
    settingsTable("Queues", queueSettings),
    settingsTable("Sending", sendingSettings),
    settingsTable("Data", dataSettings),
    settingsTable("Operation", operationSettings),
    settingsTable("Providers", providerSettings),
    settingsTable("Deployment", deploymentSettings),
    projectsSection,
    secretValuesSection,
  ].join("\n\n")}\n`;
