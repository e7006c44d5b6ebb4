import * as fc from "fast-check";
import type { JsonObject } from "../../runtime/codec/json";
import { validBody } from "../../tools/measure/sample/request";

/** Surrogates, which are no characters of their own. */
const [SURROGATES, HOW_MANY] = [0xd800, 0x800];

/** Any character. fast-check's own unit of this kind takes half a second for each text, since it numbers the million of them. */
export const character: fc.Arbitrary<string> = fc
  .nat(0x10ffff - HOW_MANY)
  .map((nth) => String.fromCodePoint(nth < SURROGATES ? nth : nth + HOW_MANY));

const withoutNul = (text: string): string => text.replaceAll("\u0000", "");

/** Any text that can be stored, with what transports like to stumble over. */
const storableText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: character, maxLength: 20 }).map(withoutNul),
  fc.constantFrom("😀", "\uFFFE", "\uFFFF", "\uFEFF", "\\uFFFE", "\u2028", '"', "\\", "</script>", "é"),
);

/** JSON has to escape these; Node may misread them in a name (nodejs/node#63785). */
const needsEscape = (text: string): boolean =>
  [...text].some((letter) => letter < " " || letter === '"' || letter === "\\");

const name = fc.oneof(
  storableText.filter((text) => text !== "" && !needsEscape(text)),
  fc.constantFrom("__proto__", "constructor", "prototype", "hasOwnProperty", "toString", "length", "0"),
);

const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ min: -1e15, max: 1e15, noNaN: true }).filter((value) => value === 0 || Math.abs(value) > 1e-120),
);

const { map } = fc.letrec<{ value: unknown; list: readonly unknown[]; map: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 8, depthSize: "small" },
    storableText,
    number,
    fc.boolean(),
    fc.constant(null),
    tie("list"),
    tie("map"),
  ),
  list: fc.array(tie("value"), { maxLength: 4 }),
  map: fc.dictionary(name, tie("value"), { maxKeys: 5 }),
}));

/** Free-form project data that the interface allows. */
const projectData: fc.Arbitrary<JsonObject> = map;

const evidence = storableText.filter((text) => text.trim() !== "");

/** For every channel, so that none is refused. */
const consentData: fc.Arbitrary<JsonObject> = fc.record(
  {
    basis: fc.constantFrom("consent", "contract", "legitimate_interest"),
    source: evidence,
    obtained_at: fc.constantFrom("2026-11-20T11:45:32Z", "2026-11-20T11:45+01:00"),
    channels: fc.constantFrom(["email", "sms", "whatsapp"], ["whatsapp", "sms", "email"]),
    text_reference: evidence,
  },
  { requiredKeys: ["basis"] },
);

const identifier = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/);

const fourYears = {
  min: new Date("2024-01-01T00:00:00Z"),
  max: new Date("2028-01-01T00:00:00Z"),
  noInvalidDate: true,
};

const request = fc.record({
  request_id: fc.uuid({ version: 4 }),
  channel_method: fc.constantFrom("whatsapp", "sms", "email", "WhatsApp", "SMS", "Email"),
  initial_request_timestamp: fc.date(fourYears).map((date) => date.toISOString()),
});

const recipient = fc
  .tuple(
    fc.dictionary(fc.stringMatching(/^[a-z_]{1,20}$/), storableText, { maxKeys: 4 }),
    fc.record({
      recipient_tel: fc.constantFrom("+447400123456", "+1 (212) 555-0123", "+49 1511 2345678"),
      recipient_email: fc.constantFrom("ada@example.com", "Ada.B+x@Mail.EXAMPLE", "o'brien@xn--bcher-kva.example"),
      comms_consent: fc.constant(true),
    }),
  )
  .map(([others, known]) => ({ ...others, ...known }));

/** Request bodies that the interface allows, with or without what may be left out. */
export const anyValidBody: fc.Arbitrary<JsonObject> = fc.record(
  {
    company_data: fc.record({ company_id: identifier, project_id: identifier }),
    recipient_data: recipient,
    request_data: request,
    project_data: projectData,
    consent_data: consentData,
  },
  { requiredKeys: ["company_data", "recipient_data", "request_data"] },
);

/** A fault put into a sound body: the field that the answer has to name, and what stands there; undefined leaves it out. */
type Flaw = { readonly field: readonly [section: string, name?: string]; readonly value: unknown };

/** A request that must be refused, and the fields of which each must be named, itself or by its section. */
type InvalidRequest = { readonly body: string; readonly fields: readonly string[] };

const notText = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], {}, [""]),
  fc.integer(),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
);
const notObject = fc.oneof(
  fc.constantFrom<unknown>(null, true, [], [{}]),
  fc.string(),
  fc.integer(),
  fc.array(fc.jsonValue(), { maxLength: 3 }),
);
const missingOr = (wrong: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof(fc.constant(undefined), wrong);
const textBut = (right: RegExp): fc.Arbitrary<string> =>
  fc.string({ unit: character, maxLength: 70 }).filter((text) => !right.test(text));

const flaw = (field: Flaw["field"], wrong: fc.Arbitrary<unknown>): fc.Arbitrary<Flaw> =>
  wrong.map((value) => ({ field, value }));
const section = (name: string): fc.Arbitrary<Flaw> => flaw([name], missingOr(notObject));

const identifierFault = missingOr(fc.oneof(notText, textBut(/^[A-Za-z0-9._-]{1,64}$/), fc.constant("x".repeat(65))));
const company = fc.oneof(
  section("company_data"),
  flaw(["company_data", "company_id"], identifierFault),
  flaw(["company_data", "project_id"], identifierFault),
);

const requestFault = fc.oneof(
  section("request_data"),
  flaw(
    ["request_data", "request_id"],
    missingOr(fc.oneof(notText, textBut(/^[0-9a-f-]{36}$/), fc.uuid({ version: 1 }))),
  ),
  flaw(["request_data", "channel_method"], missingOr(fc.oneof(notText, textBut(/^(whatsapp|sms|email)$/i)))),
  flaw(
    ["request_data", "initial_request_timestamp"],
    missingOr(fc.oneof(notText, textBut(/^\d{4}-/), fc.constantFrom("2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z"))),
  ),
);

const address = fc.oneof(
  flaw(["recipient_data", "recipient_tel"], missingOr(fc.oneof(notText, textBut(/^\+[0-9]/)))),
  flaw(["recipient_data", "recipient_email"], missingOr(fc.oneof(notText, textBut(/@/), fc.constant("a@b")))),
);
/** Null is absent. */
const otherThanText = notText.filter((value) => value !== null);
const recipientFault = fc.oneof(
  section("recipient_data"),
  flaw(["recipient_data", "comms_consent"], missingOr(fc.oneof(fc.string(), fc.constantFrom(null, 0, 1, [], {})))),
  flaw(["recipient_data", "recipient_first_name"], fc.oneof(otherThanText, fc.constantFrom("\u0000", "\ud800"))),
  flaw(["recipient_data", "nickname"], otherThanText),
);

const deep = fc
  .integer({ min: 17, max: 40 })
  .map((levels) => Array.from({ length: levels }).reduce<unknown>((inner) => ({ a: inner }), 1));
const project = flaw(
  ["project_data"],
  fc.oneof(notObject, deep, fc.constantFrom<unknown>({ "": 1 }, { a: "\u0000" }, { "\ud800": 1 }, { n: 2 ** 60 })),
);

const consent = flaw(
  ["consent_data"],
  fc.oneof(notObject, fc.constantFrom<unknown>({}, { basis: "consent", by: 1 }, { basis: "contract", channels: [] })),
);

/** The addresses are looked at only where the channel is known, so that their flaws stand alone. */
const flaws: fc.Arbitrary<readonly Flaw[]> = fc.oneof(
  address.map((one) => [one]),
  fc
    .tuple(
      ...[company, requestFault, recipientFault, project, consent].map((one) => fc.option(one, { nil: undefined })),
    )
    .map((found) => found.filter((one) => one !== undefined))
    .filter((found) => found.length > 0),
);

const channelFor = (found: readonly Flaw[]): string =>
  found.some(({ field: [, name] }) => name === "recipient_email") ? "email" : "whatsapp";

const put = (body: JsonObject, { field: [name, inner], value }: Flaw): JsonObject => ({
  ...body,
  [name]: inner === undefined ? value : { ...Object(body[name]), [inner]: value },
});

const flawed: fc.Arbitrary<InvalidRequest> = flaws.map((found) => ({
  body: JSON.stringify(found.reduce(put, validBody({ request_data: { channel_method: channelFor(found) } }))),
  fields: found.map(({ field }) => field.filter((part) => part !== undefined).join(".")),
}));

/** Bodies that hold no fields at all. */
const unreadable: fc.Arbitrary<InvalidRequest> = fc
  .oneof(
    fc.string({ unit: character }).filter((text) => !text.trim().startsWith("{")),
    fc.nat({ max: 300 }).map((length) => JSON.stringify(validBody()).slice(0, length)),
    fc
      .jsonValue()
      .filter((value) => typeof value !== "object" || value === null || Array.isArray(value))
      .map((value) => JSON.stringify(value)),
  )
  .map((body) => ({ body, fields: [] }));

/** Requests of which every one must be refused, for its fields or for its body as a whole. */
export const anyInvalidRequest: fc.Arbitrary<InvalidRequest> = fc.oneof(
  { weight: 9, arbitrary: flawed },
  { weight: 1, arbitrary: unreadable },
);

/** Whether an answer's `errors` and message name what was wrong. */
export const names = ({ fields }: InvalidRequest, body: Readonly<Record<string, unknown>>): boolean => {
  const errors = Array.isArray(body.errors) ? body.errors.map((error) => String(Object(error).field)) : [];
  return fields.length === 0
    ? /^The request body /.test(String(body.message))
    : errors.length > 0 &&
        fields.every((field) => errors.some((error) => error.startsWith(field) || error === field.split(".")[0])) &&
        errors.every((error) => fields.some((field) => error.startsWith(field)));
};

/** `REQUESTS_SEED` to repeat a run, or a new one. */
export const requestsSeed = (): number => Number(process.env.REQUESTS_SEED ?? Date.now() % 2_147_483_647);
