import { credentialsKey, openaiKey } from "../../infra/names";
import type { KeyUse } from "../../runtime/company/company";
import { type Channel, channels } from "../../runtime/request/request";
import { sendgridSecret, twilioSecret } from "../../tools/measure/sample/company-record";
import { type Journey, sharedJourney } from "./shared-journey";

const names = { company_name: "Company", project_name: "Project" };

const writer = { model: "gpt-6-luna", instructions: "You write.", content_variables: {} };

const project = (project_id: string, limits: object) => ({
  company_id: "ci-limited",
  project_id,
  ...names,
  channels: { sms: { sender: "+447400800300", assistant: writer, simulate: true } },
  ...limits,
});

/** Tiers whose limits are reached at once: one request in a minute, two in a day. */
const usageTiers = { minute: { requests_per_minute: 1 }, day: { requests_per_day: 2 } };

const limitedProjects = [
  project("own", { rate_limits: { requests_per_minute: 1 } }),
  project("free", {}),
  project("minute-1", { usage_tier: "minute" }),
  project("minute-2", { usage_tier: "minute" }),
  project("day-1", { usage_tier: "day" }),
  project("day-2", { usage_tier: "day", api_keys: ["1", "2"] }),
];

export type Ids = { readonly company_id: string; readonly project_id: string };

/** A project that has nothing in common with another but perhaps its company. */
export type Tenant = Ids & {
  readonly channels: readonly Channel[];
  readonly status: "active" | "inactive";
  readonly labels: readonly string[];
  readonly account: string;
  readonly token: string;
};

const tenant = (number: number, ids: Ids, more: Partial<Tenant> = {}): Tenant => ({
  ...ids,
  channels,
  status: "active",
  labels: ["1"],
  account: `AC0000000000000000000000000000010${number}`,
  token: `tenant-token-${number}`,
  ...more,
});

export const idsOf = ({ company_id, project_id }: Ids): Ids => ({ company_id, project_id });

/** The keys of a project for one use. */
export const keysOf = ({ ready }: Journey, { company_id, project_id }: Ids, use: KeyUse = "client") =>
  ready.apiKeys.filter((key) => key.company_id === company_id && key.project_id === project_id && key.use === use);

/** Two projects of one company, one of another that has two channels and a second key, and one that is switched off. */
export const tenants = [
  tenant(1, { company_id: "ci-one", project_id: "pi-one" }),
  tenant(2, { company_id: "ci-one", project_id: "pi-two" }),
  tenant(3, { company_id: "ci-two", project_id: "pi-one" }, { channels: ["sms", "email"], labels: ["old", "new"] }),
  tenant(4, { company_id: "ci-two", project_id: "pi-off" }, { status: "inactive" }),
] as const;

const assistant = {
  ...writer,
  content_variables: { "1": "the recipient's first name", "2": "the job role", "3": "one short question" },
};

/** The number or address that the tenant sends from. */
export const senderOf = ({ account }: Tenant, channel: Channel): string => {
  const number = account.slice(-1);
  return channel === "email" ? `tenant-${number}@tenants.example` : `+44740080${channel === "sms" ? 1 : 2}00${number}`;
};

/** The tenant's entry in `projects`. */
const entryOf = (of: Tenant) => ({
  ...idsOf(of),
  ...names,
  project_status: of.status,
  api_keys: of.labels,
  desk_keys: ["1"],
  channels: Object.fromEntries(of.channels.map((channel) => [channel, { sender: senderOf(of, channel), assistant }])),
});

/** The tenant's secrets as `secretValues` has them. */
const secretsOf = (of: Tenant): Readonly<Record<string, Readonly<Record<string, string>>>> => {
  const twilio = { ...twilioSecret, twilio_account_sid: of.account, twilio_auth_token: of.token };
  const sendgrid = {
    ...sendgridSecret,
    sendgrid_auth_value: `sendgrid-${of.token}`,
    sendgrid_from_email: senderOf(of, "email"),
  };
  return Object.fromEntries(
    of.channels.map((channel) => [credentialsKey(channel, of), channel === "email" ? sendgrid : twilio]),
  );
};

const openai = Object.fromEntries(channels.map((channel) => [openaiKey(channel), { ai_api_key: "local-openai-key" }]));

/** Suites on an engine with several tenants, and projects whose limits are soon reached. */
export const tenantsSuite = sharedJourney({
  config: {
    projects: [...tenants.map(entryOf), ...limitedProjects],
    usageTiers,
    secretValues: Object.assign(openai, ...tenants.map(secretsOf)),
  },
});
