import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { isJsonObject, type JsonObject, parseJson } from "../../../runtime/codec/json";
import { patternString } from "../../../runtime/request/text";
import { closed, inWords, named, optional, type Problem, problemsOr, withRules } from "../codec/problems";
import type { Subject } from "../injected-faults/injected-faults";

// SendGrid's own words: https://www.twilio.com/docs/sendgrid/api-reference/mail-send/errors
const words = {
  personalizations: "The personalizations field is required and must have at least one personalization.",
  to: "The to array is required for all personalization objects, and must have at least one email object with a valid email address.",
  address: "Does not contain a valid address.",
  unique: "Each email address in the personalization block should be unique between to, cc, and bcc.",
  from: "The from object must be provided for every email send. It is an object that requires the email parameter, but may also contain a name parameter.",
  template: "The template_id must be a valid template id",
  content:
    "Unless a valid template_id is provided, the content parameter is required. There must be at least one defined content block.",
  value: "The content value must be a string at least one character in length.",
  subject:
    "The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.",
};

/** A codec of an object by one of its fields, which is named where the object is not as it must be. */
const byField = <A>(field: string, message: string, read: (given: JsonObject) => A | undefined) => {
  const readFrom = (input: unknown): A | undefined => (isJsonObject(input) ? read(input) : undefined);
  return new t.Type<A, A, unknown>(
    "object",
    (input): input is A => readFrom(input) !== undefined,
    (input, context) => {
      const found = readFrom(input);
      return found === undefined
        ? t.failure(input, t.appendContext(context, field, t.unknown, field), message)
        : t.success(found);
    },
    t.identity,
  );
};

const nonEmptyList = <A>(item: t.Type<A, A, unknown>, message: string, most = Number.POSITIVE_INFINITY) => {
  const list = t.readonlyArray(item, "array");
  return new t.Type<readonly A[], readonly A[], unknown>(
    "array",
    list.is,
    (input, context) =>
      Array.isArray(input) && input.length > 0 && input.length <= most
        ? list.validate(input, context)
        : t.failure(input, context, message),
    t.identity,
  );
};

const plausible = /^[^\s@<>,;:"()[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

/** SendGrid's `{ email, name? }`. */
const address = (message: string) =>
  byField("email", message, ({ email, name }) =>
    typeof email === "string" && plausible.test(email)
      ? { email, name: typeof name === "string" ? name : null }
      : undefined,
  );

const Content = byField("value", words.value, ({ type, value }) =>
  typeof type === "string" && typeof value === "string" && value !== "" ? { type, value } : undefined,
);

const Strings = inWords("Invalid type. Expected: an object of strings", t.record(t.string, t.string));
const Recipients = optional(t.readonlyArray(address(words.address), "array"));

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const emailOf = (value: unknown): string | null =>
  isJsonObject(value) && typeof value.email === "string" ? value.email : null;

const repeatsAddress = ({ to, cc, bcc }: JsonObject): boolean => {
  const emails = [to, cc, bcc].flatMap(listOf).flatMap((one) => emailOf(one)?.toLowerCase() ?? []);
  return new Set(emails).size < emails.length;
};

const Personalization = withRules(
  closed(
    "object",
    {
      cc: Recipients,
      bcc: Recipients,
      subject: optional(t.string),
      headers: Strings,
      dynamic_template_data: optional(named("object", isJsonObject)),
      custom_args: Strings,
    },
    { to: nonEmptyList(address(words.address), words.to) },
    ["from", "substitutions", "send_at"],
  ),
  (given) => (repeatsAddress(given) ? [{ field: "", message: words.unique }] : []),
);

/** Of these nothing is made, which is said. */
const notSimulated = [
  "attachments",
  "asm",
  "batch_id",
  "ip_pool_name",
  "mail_settings",
  "reply_to",
  "reply_to_list",
  "sections",
  "send_at",
  "tracking_settings",
];
const ignored = [...notSimulated, "categories"];

const optionalFields = {
  subject: optional(t.string),
  headers: Strings,
  custom_args: Strings,
  template_id: inWords(words.template, optional(patternString("a template id", /^d-[\w-]+$/))),
};
const requiredFields = {
  personalizations: nonEmptyList(Personalization, words.personalizations, 1000),
  from: address(words.from),
};

const TemplatedMail = closed(
  "object",
  { ...optionalFields, content: t.readonlyArray(Content, "array") },
  requiredFields,
  ignored,
);

const hasSubject = (value: unknown): boolean => isJsonObject(value) && Boolean(value.subject);

const PlainMail = withRules(
  closed("object", optionalFields, { ...requiredFields, content: nonEmptyList(Content, words.content) }, ignored),
  (given) =>
    hasSubject(given) || listOf(given.personalizations).every(hasSubject)
      ? []
      : [{ field: "subject", message: words.subject }],
);

export type MailRequest = {
  readonly from: { readonly email: string; readonly name: string | null };
  readonly messages: readonly MailMessage[];
  readonly templateId: string | null;
  readonly content: readonly { readonly type: string; readonly value: string }[];
  /** Fields that were given and of which nothing is made. */
  readonly ignored: readonly string[];
};

/** What the recipients of one personalization get; the mail's own subject, headers and arguments lie beneath. */
export type MailMessage = {
  /** Everybody in `to`, `cc` and `bcc`. */
  readonly recipients: readonly string[];
  readonly subject: string | null;
  readonly data: JsonObject;
  readonly customArgs: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
};

type Mail = t.TypeOf<typeof TemplatedMail>;

const messageOf =
  (mail: Mail) =>
  (personalization: t.TypeOf<typeof Personalization>): MailMessage => {
    const { to, cc, bcc, dynamic_template_data } = personalization;
    return {
      recipients: [...to, ...(cc ?? []), ...(bcc ?? [])].map(({ email }) => email),
      subject: (personalization.subject ?? mail.subject) || null,
      data: dynamic_template_data ?? {},
      customArgs: { ...mail.custom_args, ...personalization.custom_args },
      headers: { ...mail.headers, ...personalization.headers },
    };
  };

const badRequest = (): readonly Problem[] => [{ field: "", message: "Bad Request" }];

/** Checks a mail-send body as SendGrid does, all problems together. */
export const readMail = (body: string): E.Either<readonly Problem[], MailRequest> =>
  pipe(
    body,
    parseJson(badRequest),
    E.filterOrElse(isJsonObject, badRequest),
    E.chain((given): E.Either<readonly Problem[], Mail> => {
      const codec = (given.template_id ?? null) === null ? PlainMail : TemplatedMail;
      return problemsOr<Mail>(codec, (expected) => `Invalid type. Expected: ${expected}`)(given);
    }),
    E.map((mail) => ({
      from: mail.from,
      messages: mail.personalizations.map(messageOf(mail)),
      templateId: mail.template_id ?? null,
      content: mail.content ?? [],
      ignored: notSimulated.filter((field) => Object.hasOwn(mail, field)),
    })),
  );

/** The first recipient and the sender of a mail-send body, as far as it can be read. */
export const recipientSubject = (body: string): Subject => {
  const given = E.toUnion(parseJson(() => undefined)(body));
  if (!isJsonObject(given)) return { to: null, from: null };
  const [personalization] = listOf(given.personalizations);
  return {
    to: isJsonObject(personalization) ? emailOf(listOf(personalization.to)[0]) : null,
    from: emailOf(given.from),
  };
};
