import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { isJsonObject, type JsonObject, parseJson } from "../../../runtime/codec/json";
import { patternString } from "../../../runtime/request/text";
import { closed, inWords, named, optional, type Problem, problemsOr } from "../codec/problems";
import type { Subject } from "../injected-faults/injected-faults";

// SendGrid's own words: https://www.twilio.com/docs/sendgrid/api-reference/mail-send/errors
const words = {
  personalizations: "The personalizations field is required and must have at least one personalization.",
  to: "The to array is required for all personalization objects, and must have at least one email object with a valid email address.",
  address: "Does not contain a valid address.",
  from: "The from object must be provided for every email send. It is an object that requires the email parameter, but may also contain a name parameter.",
  template: "The template_id must be a valid template id",
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

/** What is alone in its list: we send one message to one person. */
const listed = <A>(item: t.Type<A, A, unknown>, message: string) =>
  new t.Type<A, A, unknown>(
    "array",
    item.is,
    (input, context) =>
      Array.isArray(input) && input.length === 1
        ? item.validate(input[0], t.appendContext(context, "0", item, input[0]))
        : t.failure(input, context, message),
    t.identity,
  );

const plausible = /^[^\s@<>,;:"()[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

/** SendGrid's `{ email, name? }`. */
const address = (message: string) =>
  byField("email", message, ({ email, name }) =>
    typeof email === "string" && plausible.test(email)
      ? { email, name: typeof name === "string" ? name : null }
      : undefined,
  );

const Strings = inWords("Invalid type. Expected: an object of strings", t.record(t.string, t.string));
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const emailOf = (value: unknown): string | null =>
  isJsonObject(value) && typeof value.email === "string" ? value.email : null;

const Personalization = closed(
  "object",
  { dynamic_template_data: optional(named("object", isJsonObject)), custom_args: Strings },
  { to: listed(address(words.address), words.to) },
);

/** Off, as we ask for it: turned on, it would change headers and text here and now. */
const Off = named("false", (value): value is false => value === false);
const Tracking = closed("object", {}, { subscription_tracking: closed("object", {}, { enable: Off }) });

/** A mail by a dynamic template, with the fields that we send; others are refused by name. */
const Mail = closed(
  "object",
  {
    subject: optional(t.string),
    headers: Strings,
    reply_to: optional(address(words.address)),
    tracking_settings: optional(Tracking),
  },
  {
    personalizations: listed(Personalization, words.personalizations),
    from: address(words.from),
    template_id: inWords(words.template, patternString("a template id", /^d-[\w-]+$/)),
  },
);

export type MailRequest = {
  readonly to: string;
  readonly from: { readonly email: string; readonly name: string | null };
  readonly replyTo: string | null;
  readonly subject: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly templateId: string;
  readonly data: JsonObject;
  readonly customArgs: Readonly<Record<string, string>>;
};

const badRequest = (): readonly Problem[] => [{ field: "", message: "Bad Request" }];

/** Checks a mail-send body as SendGrid does, all problems together. */
export const readMail = (body: string): E.Either<readonly Problem[], MailRequest> =>
  pipe(
    body,
    parseJson(badRequest),
    E.filterOrElse(isJsonObject, badRequest),
    E.chain(problemsOr(Mail, (expected) => `Invalid type. Expected: ${expected}`)),
    E.map(
      ({
        from,
        reply_to,
        subject,
        headers = {},
        template_id,
        personalizations: { to, dynamic_template_data, custom_args },
      }) => ({
        to: to.email,
        from,
        replyTo: reply_to?.email ?? null,
        subject: subject || null,
        headers,
        templateId: template_id,
        data: dynamic_template_data ?? {},
        customArgs: custom_args ?? {},
      }),
    ),
  );

/** The recipient and the sender of a mail-send body, as far as it can be read. */
export const recipientSubject = (body: string): Subject => {
  const given = E.toUnion(parseJson(() => undefined)(body));
  if (!isJsonObject(given)) return { to: null, from: null };
  const [personalization] = listOf(given.personalizations);
  return {
    to: isJsonObject(personalization) ? emailOf(listOf(personalization.to)[0]) : null,
    from: emailOf(given.from),
  };
};
