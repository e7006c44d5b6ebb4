import { readFileSync } from "node:fs";
import { join } from "node:path";
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
  webhookSettings,
} from "../../infra/config/settings";
import { MOST_API_KEYS } from "../../infra/config/tiers";
import { assistantKey, credentialsKey, openaiKey, RECEIPT_KEY, webhookSecretKey } from "../../infra/names";
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

const fieldsOf = {
  whatsapp: "`twilio_account_sid`, `twilio_auth_token`, `twilio_template_sid`",
  sms: "`twilio_account_sid`, `twilio_auth_token`, and `twilio_template_sid` unless the assistant writes the body",
  email:
    "`sendgrid_auth_value`, `sendgrid_from_email` (the channel's `sender`), `sendgrid_from_name`, `sendgrid_template_id`, optional `sendgrid_webhook_public_key` and `sendgrid_parse_public_key` (as SendGrid shows them, or PEM)",
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
  `| \`${upper(webhookSecretKey(project))}\` | \`webhook_secret\` (\`whsec_\` and base64), optional \`previous_webhook_secret\`, of a project with \`webhook\`; the program makes one by itself |`,
  `| \`${RECEIPT_KEY}\` | \`key\`, \`also\`; only [to change it](operations.md#change-the-receipts-key), the program makes one by itself |`,
];

const sections: readonly (readonly [title: string, settings: Readonly<Record<string, Setting<unknown>>>])[] = [
  ["API", apiSettings],
  ["Functions", functionSettings],
  ["Queues", queueSettings],
  ["Webhooks", webhookSettings],
  ["Sending", sendingSettings],
  ["Data", dataSettings],
  ["Operation", operationSettings],
  ["Providers", providerSettings],
  ["Deployment", deploymentSettings],
];

/** What stands in the template's places, by their names. */
const places: Readonly<Record<string, string | number>> = {
  longestLabel: LONGEST_LABEL,
  defaultLabels: JSON.stringify(DEFAULT_LABELS),
  messagesPerDay: grouped(defaultLimits.messagesPerDay),
  mostPerDay: grouped(MOST_PER_DAY),
  messagesPerRecipientPerDay: grouped(defaultLimits.messagesPerRecipientPerDay),
  mostPerDayWithTokens: grouped(MOST_PER_DAY_WITH_TOKENS),
  callsPerConversation: defaultLimits.assistantCallsPerConversation,
  tokensPerConversation: grouped(defaultLimits.assistantTokensPerConversation),
  longestText: grouped(defaultLimits.text),
  longestList: grouped(defaultLimits.list),
  mostBytes: grouped(defaultLimits.bytes),
  shortestRetention: SHORTEST_RETENTION_DAYS,
  longestRetention: LONGEST_RETENTION_DAYS,
  largestEntry: grouped(LARGEST_ENTRY),
  usagePlans: USAGE_PLANS,
  mostApiKeys: grouped(MOST_API_KEYS),
  longestTierName: LONGEST_TIER_NAME,
  openaiKey: openaiKey("whatsapp"),
  settings: sections.map(([title, settings]) => settingsTable(title, settings)).join("\n\n"),
  secrets: rows.join("\n"),
};

const template = readFileSync(join(__dirname, "configuration-template.md"), "utf8");

/** The text of docs/configuration.md: what holds for every checkout is the template's, what the program declares stands in its places. */
export const configurationDoc = (): string =>
  template.replace(/<([a-z]\w*)>/gi, (_, name: string) => {
    if (places[name] === undefined) throw new Error(`the template has a place ${name} that nothing stands for`);
    return String(places[name]);
  });
