import * as t from "io-ts";
import { isJsonObject } from "../../runtime/codec/json";
import { BoundVariable, type ContentVariable } from "../../runtime/company/channel-setup";
import { type KeyUse, RetentionDays } from "../../runtime/company/company";
import { EventType } from "../../runtime/conversation/event-types";
import { MOST_PER_DAY } from "../../runtime/conversation/spending";
import { type Channel, channels, Identifier } from "../../runtime/request/request";
import {
  Country,
  EmailAddress,
  IsoDateTime,
  MailDomain,
  NonEmptyText,
  OneLine,
  patternString,
  Telephone,
} from "../../runtime/request/text";
import { assistantKey, credentialsKey, webhookSecretKey } from "../names";
import { instructionsIn } from "./instructions";
import { Flag, namedType, OBJECT, PositiveInteger, scalarType, TextOrNull } from "./plain-types";

/** The limits that API Gateway keeps, by a project's own usage plan or by that of its tier. */
export const requestsLimits = { requests_per_minute: PositiveInteger, requests_per_day: PositiveInteger } as const;

/** Characters. */
export const LONGEST_TIER_NAME = 40;
export const LONGEST_LABEL = 20;

const shortName = (longest: number): t.Type<string, string, unknown> =>
  patternString(`1 to ${longest} lower-case letters, digits and hyphens`, new RegExp(`^[a-z0-9-]{1,${longest}}$`));

export const TierName = shortName(LONGEST_TIER_NAME);
const Label = shortName(LONGEST_LABEL);

const MOST_LABELS = 2;

const labels = (howMany: string, least: number): t.Type<readonly string[], readonly string[], unknown> =>
  namedType(
    `a list of ${howMany} different labels of ${Label.name}`,
    (input): input is readonly string[] =>
      Array.isArray(input) &&
      input.length >= least &&
      input.length <= MOST_LABELS &&
      new Set(input).size === input.length &&
      input.every(Label.is),
  );

/** The keys of a project by their labels: one, or two while a key is being rotated. */
const ApiKeyLabels = labels("one or two", 1);

/** The same of those that open what was said: a project may do without. */
const DeskKeyLabels = labels("up to two", 0);

/** Named as a whole: YAML makes false of Norway. */
const Countries: t.Type<readonly string[], readonly string[], unknown> = namedType(
  "a list of countries of ISO 3166 in two capital letters",
  t.readonlyArray(Country).is,
);

const UnsubscribePage = patternString("an https address", /^https:\/\/[^\s<>]+$/);

/** Characters of an address that events are posted to. */
const LONGEST_WEBHOOK_URL = 2_000;

const isWebhookUrl = (input: unknown): input is string => {
  if (typeof input !== "string" || input.length > LONGEST_WEBHOOK_URL || !/^[\x21-\x7e]+$/.test(input)) return false;
  const { protocol, username, password, hash } = URL.parse(input) ?? {};
  return (protocol === "https:" || protocol === "http:") && username === "" && password === "" && hash === "";
};

const WebhookUrl = namedType("an address of https, without user, password and fragment", isWebhookUrl);

/** Named as a whole: what is wrong in it is the word. */
const EventTypes: t.Type<readonly string[], readonly string[], unknown> = namedType(
  "a list of types of events, such as message.sent",
  (input): input is readonly string[] => Array.isArray(input) && input.every(EventType.is),
);

/** Where the project's events are posted to; of all types unless it lists some, which may be none, and with people's words unless it says otherwise. */
const Webhook = t.exact(
  t.intersection([t.type({ url: WebhookUrl }, OBJECT), t.partial({ events: EventTypes, content: Flag }, OBJECT)]),
  OBJECT,
);

const MOST_KEYWORDS = 20;

/** What is left of a message without case, surrounding blanks and punctuation can be such a word. */
const Keyword = patternString("a keyword", /^(?=.{1,40}$)[\p{L}\p{M}\p{N}]+(?: [\p{L}\p{M}\p{N}]+)*$/u);

/** Named as a whole: YAML makes true of YES, and false of NO. */
const Keywords: t.Type<readonly string[], readonly string[], unknown> = namedType(
  `a list of at most ${MOST_KEYWORDS} words or phrases of letters and digits, of up to 40 characters, in quotes`,
  (input): input is readonly string[] =>
    Array.isArray(input) && input.length <= MOST_KEYWORDS && input.every(Keyword.is),
);

/** A fault of an object names its field, and one of anything else what a variable may be. */
export const Variable: t.Type<ContentVariable, ContentVariable, unknown> = new t.Type(
  "a non-empty string, or { description, links, numbers }",
  (input): input is ContentVariable => NonEmptyText.is(input) || BoundVariable.is(input),
  (input, context) => (isJsonObject(input) ? BoundVariable : NonEmptyText).validate(input, context),
  t.identity,
);

const Model = patternString("a model's name, without spaces", /^[A-Za-z0-9][\w.:/-]*$/);

const assistantIn = (folder: string) =>
  t.exact(
    t.type(
      {
        model: Model,
        instructions: instructionsIn(folder),
        content_variables: t.record(t.string, Variable, OBJECT),
      },
      OBJECT,
    ),
    OBJECT,
  );

/** Per channel: the sender, and who writes; `folder` is where files of instructions are looked for. */
const channelsIn = (folder: string) => {
  const assistant = assistantIn(folder);
  const Optional = t.partial({ replies: assistant, simulate: Flag }, OBJECT);
  const Text = t.exact(
    t.intersection([
      t.type({ sender: Telephone, assistant }, OBJECT),
      t.partial({ countries: Countries }, OBJECT),
      Optional,
    ]),
    OBJECT,
  );
  const Mail = t.exact(
    t.intersection([
      t.type({ sender: EmailAddress, assistant }, OBJECT),
      t.partial(
        {
          default_subject_line: OneLine,
          email_from_name: OneLine,
          unsubscribe_url: UnsubscribePage,
          reply_domain: MailDomain,
        },
        OBJECT,
      ),
      Optional,
    ]),
    OBJECT,
  );
  return t.exact(t.partial({ whatsapp: Text, sms: Text, email: Mail }, OBJECT), OBJECT);
};

/** The runtime's identifier; something of it must be left for names of resources. */
const ProjectIdentifier = namedType(
  `${Identifier.name}, with a letter or digit`,
  (input): input is string => Identifier.is(input) && /[A-Za-z0-9]/.test(input),
);

const MessagesPerDay = scalarType(
  `a whole number from 1 to ${MOST_PER_DAY}`,
  (input): input is number => PositiveInteger.is(input) && input <= MOST_PER_DAY,
);

/** All limits of a project, by their names in `rate_limits`. */
export const limits = {
  ...requestsLimits,
  messages_per_day: MessagesPerDay,
  messages_per_recipient_per_day: PositiveInteger,
  assistant_tokens_per_day: PositiveInteger,
  assistant_calls_per_conversation: PositiveInteger,
  assistant_tokens_per_conversation: PositiveInteger,
  max_message_length: PositiveInteger,
  max_text_length: PositiveInteger,
  max_list_length: PositiveInteger,
  max_data_bytes: PositiveInteger,
} as const;
const RateLimits = t.exact(t.partial(limits, OBJECT), OBJECT);

const Numbers = t.readonlyArray(Telephone, "a list of telephone numbers");
const Addresses = t.readonlyArray(EmailAddress, "a list of email addresses");

const optional = {
  project_status: t.keyof({ active: null, inactive: null }, "active or inactive"),
  api_keys: ApiKeyLabels,
  desk_keys: DeskKeyLabels,
  rate_limits: RateLimits,
  usage_tier: TierName,
  own_openai_key: Flag,
  webhook: Webhook,
  conversation_ttl_days: scalarType(RetentionDays.name, RetentionDays.is),
  company_rep: t.record(t.string, TextOrNull, OBJECT),
  opt_out_keywords: Keywords,
  opt_in_keywords: Keywords,
  auto_queue_initial_message: Flag,
  auto_queue_initial_message_from_number: Numbers,
  auto_queue_initial_message_from_email: Addresses,
  auto_queue_reply_message: Flag,
  auto_queue_reply_message_from_number: Numbers,
  auto_queue_reply_message_from_email: Addresses,
  created_at: IsoDateTime,
  updated_at: IsoDateTime,
} as const;

/** Every name that a field of an entry, of its channels and of its assistants can have. */
export const projectFields: readonly string[] = [
  ...["company_id", "project_id", "company_name", "project_name", "channels", ...channels],
  ...["sender", "assistant", "replies", "simulate", "countries", "model", "instructions", "content_variables"],
  ...["default_subject_line", "email_from_name", "unsubscribe_url", "reply_domain", "url", "events", "content"],
  ...[...Object.keys(optional), ...Object.keys(limits)],
];

/** One entry of `projects`: a tenant, its keys and limits, and per channel the sender and the assistant. */
export const projectConfigIn = (folder: string) =>
  t.exact(
    t.intersection([
      t.type(
        {
          company_id: ProjectIdentifier,
          project_id: ProjectIdentifier,
          company_name: NonEmptyText,
          project_name: NonEmptyText,
          channels: channelsIn(folder),
        },
        OBJECT,
      ),
      t.partial(optional, OBJECT),
    ]),
    OBJECT,
  );

/** A decoded entry; instructions that stood in a file are in it. */
export type ProjectConfig = t.TypeOf<ReturnType<typeof projectConfigIn>>;

/** The labels of a project that names none for its clients. */
export const DEFAULT_LABELS: readonly string[] = ["1"];

/** A key by its label, which only those of one use do not share. */
export type LabelledKey = { readonly use: KeyUse; readonly label: string };

/** The labels of a project's keys for one use. */
export const labelsFor = (
  { api_keys = DEFAULT_LABELS, desk_keys = [] }: ProjectConfig,
  use: KeyUse,
): readonly string[] => (use === "client" ? api_keys : desk_keys);

/** All keys of a project, the clients' first. */
export const keysOfProject = (project: ProjectConfig): readonly LabelledKey[] =>
  (["client", "desk"] as const).flatMap((use) => labelsFor(project, use).map((label) => ({ use, label })));

/** The channels that a project uses. */
export const channelsOf = ({ channels: used }: ProjectConfig): readonly Channel[] =>
  channels.filter((channel) => used[channel] !== undefined);

/** The secrets that a project has for itself, and whose values are given. */
export const givenSecretsOf = (project: ProjectConfig): readonly string[] =>
  channelsOf(project).flatMap((channel) => [
    credentialsKey(channel, project),
    ...(project.own_openai_key ? [assistantKey(channel, project)] : []),
  ]);

/** All secrets that a project has for itself: the webhook's is made up if nobody gives one. */
export const secretsOf = (project: ProjectConfig): readonly string[] => [
  ...givenSecretsOf(project),
  ...(project.webhook === undefined ? [] : [webhookSecretKey(project)]),
];
