import * as E from "fp-ts/Either";
import type * as t from "io-ts";
import { fieldsOf, isJsonObject } from "../../runtime/codec/json";
import { Source } from "../../runtime/company/channel-setup";
import { MOST_PER_DAY_WITH_TOKENS } from "../../runtime/conversation/spending";
import { EmailAddress, IsoDateTime, NonEmptyText, OneLine, Telephone } from "../../runtime/request/text";
import { isPostable } from "../../runtime/webhooks/public-address";
import { projectSlug } from "../names";
import { addressesOfOthers, wordsOfTwoMeanings } from "./answers";
import { type ConfigFault, faultIf, nearest, unknownFields } from "./faults";
import { Flag, lackOfQuotes, PositiveInteger, parsedJson } from "./plain-types";
import { labelsFor, type ProjectConfig, projectConfigIn, projectFields, Variable } from "./project-config";

/** A project with its place in the list. */
export type Entry = { readonly index: number; readonly project: ProjectConfig };

/** Bytes of an entry with the instructions in it: every queue message carries the project's record, and may have 262,144 in all. */
export const LARGEST_ENTRY = 65_536;

const keyOf = ({ index }: Pick<Entry, "index">): string => `projects[${index}]`;

/** All entries, and the first one of each project by how the project stands in names of resources. */
type All = { readonly entries: readonly Entry[]; readonly firsts: ReadonlyMap<string, number> };

const allOf = (entries: readonly Entry[]): All => ({
  entries,
  firsts: new Map(entries.toReversed().map(({ index, project }) => [projectSlug(project), index])),
});

type Rule = (entry: Entry, key: string, all: All) => readonly ConfigFault[];

/** What an entry must keep to whose fields are right by themselves. */
const rules: readonly Rule[] = [
  ({ index, project }, _, { entries }) => addressesOfOthers(index, project, entries),
  ({ index, project }) => wordsOfTwoMeanings(index, project),
  // An earlier entry leaves it no names of resources.
  ({ index, project }, key, { firsts }) => {
    const slug = projectSlug(project);
    const first = firsts.get(slug) ?? index;
    return faultIf(
      first !== index,
      key,
      `has the same ids as projects[${first}], as far as resource names tell them apart (${slug})`,
      "another project_id",
    );
  },
  // Both stand in names of resources.
  ({ project }, key) => {
    const taken = labelsFor(project, "desk").find((label) => labelsFor(project, "client").includes(`desk-${label}`));
    return faultIf(
      taken !== undefined,
      `${key}.desk_keys`,
      `cannot hold ${taken} beside desk-${taken} in api_keys: their resources would have one name`,
      '["a"]',
    );
  },
  ({ project: { created_at = "", updated_at = "" } }, key) =>
    faultIf(
      Date.parse(updated_at) < Date.parse(created_at),
      `${key}.updated_at`,
      "must not be before created_at",
      created_at,
    ),
  ({ project }, key) => {
    const size = Buffer.byteLength(JSON.stringify(project), "utf8");
    return faultIf(
      size > LARGEST_ENTRY,
      key,
      `has ${size} bytes with its instructions, and may have ${LARGEST_ENTRY}: every queue message carries them`,
      "shorter instructions",
    );
  },
  ({ project: { rate_limits = {} } }, key) =>
    faultIf(
      rate_limits.assistant_tokens_per_day !== undefined &&
        (rate_limits.messages_per_day ?? Number.POSITIVE_INFINITY) > MOST_PER_DAY_WITH_TOKENS,
      `${key}.rate_limits.assistant_tokens_per_day`,
      `needs messages_per_day of at most ${MOST_PER_DAY_WITH_TOKENS}: both are counted in one place`,
      "messages_per_day: 1000 beside it",
    ),
  ({ project }, key) =>
    faultIf(
      Object.keys(project.channels).length === 0,
      `${key}.channels`,
      "must hold at least one of whatsapp, sms, email",
      '{"sms":{"sender":"+447400000002","assistant":{…}}}',
    ),
];

type Read = {
  readonly entries: readonly Entry[];
  readonly projects: readonly ProjectConfig[];
  readonly faults: readonly ConfigFault[];
};
type ReadEntry = { readonly entries: readonly Entry[]; readonly faults: readonly ConfigFault[] };

const EXAMPLE =
  '[{"company_id":"ci-aaa-001","project_id":"pi-aaa-001","company_name":"…","project_name":"…","channels":{…}}]';

/** By what a field must be; a whole entry is the example for the others. */
const examples: Readonly<Record<string, string>> = {
  [Telephone.name]: '"+447400000001"',
  [EmailAddress.name]: "jobs@ashgrove.example",
  [IsoDateTime.name]: '"2026-11-20T10:00:00Z"',
  [NonEmptyText.name]: '"Ashgrove Care"',
  [OneLine.name]: '"Your application"',
  [Variable.name]: '"the job role", or { description: where to apply, links: [project_data.link], numbers: none }',
  [Source.name]: "none, or [project_data.link]",
  [Flag.name]: "true",
  [PositiveInteger.name]: "60",
};

/** By the name of a field whose form its type does not tell. */
const fieldExamples: Readonly<Record<string, string>> = {
  company_id: "ci-aaa-001",
  project_id: "pi-aaa-001",
  model: "gpt-6-luna",
  instructions: '"Write for Ashgrove Care."',
  content_variables: '{"1":"the recipient\'s first name"}',
  assistant: '{"model":"gpt-6-luna","instructions":"…","content_variables":{"1":"…"}}',
  channels: '{"sms":{"sender":"+447400000002","assistant":{…}}}',
  sms: '{"sender":"+447400000002","assistant":{…}}',
  whatsapp: '{"sender":"+447400000002","assistant":{…}}',
  email: '{"sender":"jobs@ashgrove.example","assistant":{…}}',
  countries: '["GB"]',
  unsubscribe_url: "https://ashgrove.example/unsubscribe",
  reply_domain: "replies.ashgrove.example",
  opt_out_keywords: '["ARRET"]',
  opt_in_keywords: '["REPRENDRE"]',
  project_status: "active",
  webhook: '{"url":"https://ashgrove.example/events"}',
  url: "https://ashgrove.example/events",
  events: '["message.delivered","message.received"]',
  api_keys: '["1"]',
  desk_keys: '["1"]',
  usage_tier: "small",
  rate_limits: '{"requests_per_minute":60}',
  messages_per_day: "1000",
  conversation_ttl_days: "400",
  company_rep: '{"company_rep_1":"Ada Byron"}',
};

const faultAt = (index: number, place: string, fault: string, example = EXAMPLE): ConfigFault => ({
  key: `${keyOf({ index })}${place === "" ? "" : `.${place}`}`,
  fault,
  example,
});

const faultOf =
  (index: number) =>
  ({ context, message }: t.ValidationError): ConfigFault => {
    const { type, actual } = context.at(-1) ?? {};
    const fault = type && lackOfQuotes(type, actual);
    const fields = fieldsOf(context);
    return faultAt(
      index,
      fields.join("."),
      message ?? fault ?? `must be ${type?.name}`,
      fieldExamples[fields.at(-1) ?? ""] ?? examples[type?.name ?? ""] ?? fieldExamples[fields.at(-2) ?? ""],
    );
  };

const once = (faults: readonly ConfigFault[]): readonly ConfigFault[] => [
  ...new Map(faults.map((fault) => [`${fault.key} ${fault.fault}`, fault])).values(),
];

const nameOf = (given: unknown): string | undefined => {
  const { company_id, project_id } = isJsonObject(given) ? given : {};
  return typeof company_id === "string" && typeof project_id === "string" ? `${company_id}/${project_id}` : undefined;
};

/** A fault of an entry, with the project's name where the entry has one. */
const namedIn =
  (given: readonly unknown[]) =>
  (fault: ConfigFault): ConfigFault => {
    const of = nameOf(given[Number(/^projects\[(\d+)\]/.exec(fault.key)?.[1])]);
    return of === undefined ? fault : { ...fault, of };
  };

type Codec = ReturnType<typeof projectConfigIn>;

const notAField = (index: number, field: string): ConfigFault => {
  // It was taken once, and nothing ever kept to it.
  if (field === "rate_limits.concurrent_conversations")
    return faultAt(index, field, "limits nothing: take it out; messages_per_day bounds what a project sends", "none");
  const meant = nearest(field.split(".").at(-1) ?? "", projectFields);
  const fault = `is not a field of a project${meant === undefined ? "" : `: did you mean ${meant}?`}`;
  return faultAt(index, field, fault, fieldExamples[meant ?? ""] ?? "docs/configuration.md, which has all");
};

const readEntry = (codec: Codec, given: unknown, index: number): ReadEntry => {
  const decoded = codec.decode(given);
  if (E.isLeft(decoded)) {
    // A field that is missing may stand there under another name.
    const strange = isJsonObject(given) ? Object.keys(given).filter((field) => !projectFields.includes(field)) : [];
    const faults = [...decoded.left.map(faultOf(index)), ...strange.map((field) => notAField(index, field))];
    return { entries: [], faults: once(faults) };
  }
  return {
    entries: [{ index, project: decoded.right }],
    faults: unknownFields(given, decoded.right).map((field) => notAField(index, field)),
  };
};

/** Events are posted to everybody's hosts, over TLS; the local stack's, which has none, to this machine too. */
export const closedWebhooks = (entries: readonly Entry[], isLocal: boolean): readonly ConfigFault[] =>
  entries.flatMap(({ index, project: { webhook } }) =>
    faultIf(
      webhook !== undefined && !isPostable(webhook.url, isLocal),
      `${keyOf({ index })}.webhook.url`,
      `must be of a public name or address${isLocal ? ", or of this machine" : ", by https at its own port"}`,
      fieldExamples.url ?? EXAMPLE,
    ),
  );

/** Reads `projects`, naming the entry and field of every fault; files that an entry names are looked for in `folder`. */
export const readProjects = (text: string, folder: string = process.cwd()): Read => {
  const given = parsedJson(text);
  if (!Array.isArray(given))
    return { entries: [], projects: [], faults: [{ key: "projects", fault: "must be a list", example: EXAMPLE }] };
  const codec = projectConfigIn(folder);
  const read = given.map((entry, index) => readEntry(codec, entry, index));
  const entries = read.flatMap((one) => one.entries);
  const all = allOf(entries);
  return {
    entries,
    projects: entries.map(({ project }) => project),
    faults: [
      ...read.flatMap(({ faults }) => faults),
      ...rules.flatMap((rule) => entries.flatMap((entry) => rule(entry, keyOf(entry), all))),
    ].map(namedIn(given)),
  };
};
