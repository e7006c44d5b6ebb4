import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as t from "io-ts";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { projectConfigIn } from "../../../infra/config/project-config";
import { assertNone } from "../helpers/declared";
import { fullProject } from "../helpers/sample-project";
import { faultsIn, rightTexts } from "./faults-in";

/** The paths of every field that a codec of objects knows, through its intersections. */
const schemaFields = (codec: t.Mixed, path = ""): readonly string[] => {
  if (codec instanceof t.ExactType) return schemaFields(codec.type, path);
  if (codec instanceof t.IntersectionType) return codec.types.flatMap((type: t.Mixed) => schemaFields(type, path));
  if (codec instanceof t.InterfaceType || codec instanceof t.PartialType) {
    return Object.entries<t.Mixed>(codec.props).flatMap(([name, type]) => {
      const place = path === "" ? name : `${path}.${name}`;
      return [place, ...schemaFields(type, place)];
    });
  }
  return [];
};

type Row = { readonly wrong: readonly unknown[]; readonly fault: string };

const ID = "must be 1 to 64 of A-Z a-z 0-9 . _ -, with a letter or digit";
const missing = undefined;

const object: Row = { wrong: [missing, null, "x", 7, []], fault: "must be an object" };
const optionalObject: Row = { ...object, wrong: object.wrong.slice(1) };
const id: Row = { wrong: [missing, null, "", "a b", "a#b", "ä", "._-", "x".repeat(65), []], fault: ID };
const text: Row = { wrong: [missing, null, "", "  ", [], {}], fault: "must be a non-empty string" };
const line: Row = {
  wrong: [null, "", " ", [], {}, "Yours\nBcc: a@b.example", "a\n", "a\rb", "a\u2028b", "a\tb", "\u0085"],
  fault: "must be a non-empty string of one line, without control characters",
};
const flag: Row = { wrong: [null, "TRUE", "yes", 0, []], fault: "must be true or false" };
const whole: Row = { wrong: [null, 0, -1, 1.5, "six", "0", true], fault: "must be a whole number above 0" };
const time: Row = {
  wrong: [null, "", "yesterday", "2026-11-20", "2026-02-30T00:00:00Z", 1_795_000_000],
  fault: "must be an ISO 8601 date-time that exists",
};
const telephone: Row = {
  wrong: [missing, null, "", "12", "447400000001", "whatsapp:+447400000001", "a@b.example", 12],
  fault: "must be an E.164 telephone number that is possible for its country",
};
const address: Row = {
  wrong: [missing, null, "", "jobs", "jobs@", "a@b", "Jobs <jobs@ashgrove.example>", "+447400000001", 7],
  fault: "must be an email address",
};
const numbers: Row = { wrong: [null, "+447400000001", {}, true], fault: "must be a list of telephone numbers" };
const addresses: Row = { wrong: [null, "a@b.example", {}, true], fault: "must be a list of email addresses" };
const countries: Row = {
  wrong: [null, "GB", ["gb"], ["UK"], [44], [false], {}],
  fault: "must be a list of countries of ISO 3166 in two capital letters",
};
const keywords: Row = {
  wrong: [null, "STOP", {}, [""], ["STOP!"], [" STOP"], ["A  B"], [true], ["X".repeat(41)], Array(21).fill("X")],
  fault: "must be a list of at most 20 words or phrases of letters and digits, of up to 40 characters, in quotes",
};
const instructions: Row = {
  wrong: [missing, null, "", " ", [], {}, { file: 7 }, { file: "LICENSE", text: "too" }, { text: "x" }],
  fault: "must be text that is not empty, or { file: PATH } alone",
};

const assistant = (place: string): Readonly<Record<string, Row>> => ({
  [`${place}.model`]: { wrong: [...text.wrong, "npm run x"], fault: "must be a model's name, without spaces" },
  [`${place}.instructions`]: instructions,
  [`${place}.content_variables`]: object,
});

const channel = (place: string, sender: Row): Readonly<Record<string, Row>> => ({
  [place]: optionalObject,
  [`${place}.sender`]: sender,
  [`${place}.assistant`]: object,
  ...assistant(`${place}.assistant`),
  [`${place}.replies`]: optionalObject,
  ...assistant(`${place}.replies`),
  [`${place}.simulate`]: flag,
});

const rows: Readonly<Record<string, Row>> = {
  company_id: id,
  project_id: id,
  company_name: text,
  project_name: text,
  channels: object,
  ...channel("channels.whatsapp", telephone),
  ...channel("channels.sms", telephone),
  "channels.whatsapp.countries": countries,
  "channels.sms.countries": countries,
  ...channel("channels.email", address),
  "channels.email.default_subject_line": line,
  "channels.email.email_from_name": line,
  "channels.email.unsubscribe_url": {
    wrong: [null, "", "http://a.example", "ashgrove.example", "https://a b", 7],
    fault: "must be an https address",
  },
  "channels.email.reply_domain": {
    wrong: [null, "", "replies", "https://a.example", "a@b.example", "a b.example", `${"a.".repeat(124)}example`, 7],
    fault: "must be a domain such as replies.ashgrove.example",
  },
  opt_out_keywords: keywords,
  opt_in_keywords: keywords,
  webhook: optionalObject,
  "webhook.url": {
    wrong: [
      ...[
        missing,
        null,
        "",
        "a b",
        "ashgrove.example",
        "ftp://a.example",
        "https://u:p@a.example",
        "https://a.example#x",
      ],
      ...["https://a.example/\u00e4", `https://a.example/${"x".repeat(2_000)}`, 7],
    ],
    fault: "must be an address of https, without user, password and fragment",
  },
  "webhook.events": {
    wrong: [null, "message.sent", ["sent"], ["message.lost"], ["message.sent", 7], {}],
    fault: "must be a list of types of events, such as message.sent",
  },
  "webhook.content": flag,
  project_status: { wrong: [null, "", "paused", "Active", true], fault: "must be active or inactive" },
  api_keys: {
    wrong: [null, "1", [], ["1", "1"], ["1", "2", "3"], [1, 2, 3], ["A"], [""], ["a_b"], ["x".repeat(21)], {}],
    fault: "must be a list of one or two different labels of 1 to 20 lower-case letters, digits and hyphens",
  },
  desk_keys: {
    wrong: [null, "1", ["1", "1"], ["1", "2", "3"], [1, 2, 3], ["A"], [""], {}],
    fault: "must be a list of up to two different labels of 1 to 20 lower-case letters, digits and hyphens",
  },
  rate_limits: optionalObject,
  "rate_limits.requests_per_minute": whole,
  "rate_limits.requests_per_day": whole,
  "rate_limits.max_message_length": whole,
  "rate_limits.messages_per_day": {
    wrong: [null, 0, -1, 1.5, "six", 100_001],
    fault: "must be a whole number from 1 to 100000",
  },
  "rate_limits.messages_per_recipient_per_day": whole,
  "rate_limits.assistant_tokens_per_day": whole,
  "rate_limits.assistant_calls_per_conversation": whole,
  "rate_limits.assistant_tokens_per_conversation": whole,
  "rate_limits.max_text_length": whole,
  "rate_limits.max_list_length": whole,
  "rate_limits.max_data_bytes": whole,
  usage_tier: {
    wrong: [null, "", "Gold", "a b", "x".repeat(41), []],
    fault: "must be 1 to 40 lower-case letters, digits and hyphens",
  },
  conversation_ttl_days: {
    wrong: [null, 0, 34, 3_651, 35.5, "34", true],
    fault: "must be a whole number from 35 to 3650",
  },
  company_rep: optionalObject,
  own_openai_key: flag,
  auto_queue_initial_message: flag,
  auto_queue_initial_message_from_number: numbers,
  auto_queue_initial_message_from_email: addresses,
  auto_queue_reply_message: flag,
  auto_queue_reply_message_from_number: numbers,
  auto_queue_reply_message_from_email: addresses,
  created_at: time,
  updated_at: time,
};

/** A copy with the value at that place replaced; a list becomes one of that value alone, and undefined leaves a field out. */
const replaced = (value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown =>
  name === undefined
    ? by
    : Array.isArray(value)
      ? [by]
      : { ...Object(value), [name]: replaced(Object(value)[name], rest, by) };

/** The faults of a config whose second project is the full one with one field changed. */
const faultLinesWith = (place: string, value: unknown): readonly string[] => {
  const other = { ...fullProject, project_id: "another" };
  const projects = JSON.stringify([other, replaced(fullProject, place.split("."), value)]);
  return faultsIn({ ...rightTexts, projects });
};
const faultsWith = (place: string, value: unknown): readonly string[] =>
  faultLinesWith(place, value).map((line) => line.replace(/, for example .+$/, ""));

test("the entry with every field has no fault", () => {
  assert.equal(faultsWith("company_name", "Ashgrove Care"), []);
});

test("the table has a row for every field of the schema, and no other", () => {
  assert.equal(Object.keys(rows).sort(), [...schemaFields(projectConfigIn(process.cwd()))].sort());
});

for (const [place, { wrong, fault }] of Object.entries(rows))
  test(`${place} ${fault}, and the fault names entry and field`, () => {
    for (const value of wrong)
      assert.equal(faultsWith(place, value), [`projects[1].${place} ${fault}`], JSON.stringify(value));
  });

const VARIABLE = "must be a non-empty string, or { description, links, numbers }";
const SOURCE =
  "must be none, data, or a list of fields below project_data, recipient_data, company_name, project_name, company_rep, sender, instructions";

type Unquoted = readonly [place: string, value: unknown, fault: string, example: string];
const unquoted: readonly Unquoted[] = JSON.parse(readFileSync(join(__dirname, "without-quotes.json"), "utf8"));
for (const [place, value, fault, example] of unquoted)
  test(`${place} without its quotes ${fault}, with an example of that field`, () => {
    const [told = "", ...others] = faultLinesWith(place, value);
    assert.ok(told.startsWith(`projects[1].${place} ${fault}, for example ${example}`), told);
    assert.equal(others, []);
  });

const inside: readonly (readonly [string, unknown, string])[] = [
  ["channels.sms.assistant.content_variables.1", "", VARIABLE],
  ["channels.sms.assistant.content_variables.1", ["text"], VARIABLE],
  ["auto_queue_reply_message_from_number.0", "12", telephone.fault],
  ["auto_queue_initial_message_from_email.0", "boss", address.fault],
  ["colour", "blue", "is not a field of a project"],
  ["rate_limits.per_hour", 7, "is not a field of a project"],
  [
    "rate_limits.concurrent_conversations",
    7,
    "limits nothing: take it out; messages_per_day bounds what a project sends",
  ],
  ["channels.fax", {}, "is not a field of a project"],
  ["channels.sms.unsubscribe_url", "https://a.example", "is not a field of a project"],
  ["channels.sms.assistant.temperature", 1, "is not a field of a project"],
  ["updated_at", "2026-11-19T00:00:00Z", "must not be before created_at"],
];

const VARIABLE_PLACE = "channels.sms.assistant.content_variables.1";

test("a variable may say where its links and numbers come from", () => {
  for (const source of ["none", "data", ["project_data"], ["project_data.viewing.link", "sender"]])
    assert.equal(faultsWith(VARIABLE_PLACE, { description: "a link", links: source, numbers: source }), []);
});

test("a fault of a variable, or of where its links come from, has an example of its own", () => {
  const [ofVariable = "", ofSource = ""] = [["text"], { description: "x", links: "all" }].flatMap((value) =>
    faultLinesWith(VARIABLE_PLACE, value),
  );
  assert.match(ofVariable, 'for example "the job role", or { description: where to apply, links: [project_data.link]');
  assert.match(ofSource, "for example none, or [project_data.link]");
});

test("another origin is a fault of links or numbers, another field one of the variable", () => {
  const place = `projects[1].${VARIABLE_PLACE}`;
  for (const source of [null, "", "all", [], ["link"], ["project_data."], ["project_data link"], ["toString"], 7, {}])
    assert.equal(faultsWith(VARIABLE_PLACE, { description: "x", links: source }), [`${place}.links ${SOURCE}`]);
  assert.equal(faultsWith(VARIABLE_PLACE, { description: "x", numbers: "some" }), [`${place}.numbers ${SOURCE}`]);
  assert.equal(faultsWith(VARIABLE_PLACE, { links: "none" }), [`${place}.description must be a non-empty string`]);
  assert.equal(faultsWith(VARIABLE_PLACE, { description: "x", digits: "none" }), [
    `${place}.digits is not a field of a project`,
  ]);
});

for (const [place, value, fault] of inside)
  test(`${place} ${JSON.stringify(value)} ${fault}`, () => {
    assert.equal(faultsWith(place, value), [`projects[1].${place} ${fault}`]);
  });

test("every fault comes with an example of a right value", () => {
  const lines = faultsIn({ ...rightTexts, projects: JSON.stringify([{}, { ...fullProject, api_keys: [] }]) });
  assert.ok(lines.length > 5);
  assertNone(lines.filter((line) => !/, for example \S/.test(line)));
});

test("an entry that would leave a request too little room says its size", () => {
  const [fault = "", ...others] = faultsWith("channels.sms.replies.instructions", "é".repeat(33_000));
  assert.match(fault, /^projects\[1\] has \d{5} bytes with its instructions, and may have 65536: /);
  assert.equal(others, []);
});
