import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { parseJson } from "../codec/json";
import { describeError } from "../log/log";
import type { CarrierError } from "../ports/carrier";
import type { HttpAnswer, HttpFailure } from "./http-once";

/** Seconds that a `Retry-After` header asks to wait (RFC 9110 §10.2.3: a number, or a date), if it says so. */
export const retryAfterSeconds = (header: unknown, now: Date): number | undefined => {
  if (typeof header !== "string") return undefined;
  if (/^\d+(\.\d+)?$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now.getTime()) / 1000);
};

const isHttpFailure = (error: unknown): error is HttpFailure =>
  typeof error === "object" &&
  error !== null &&
  "_tag" in error &&
  (error._tag === "NotBuilt" || error._tag === "NeverConnected" || error._tag === "NoAnswer");

export const outcomeUnknown = (reason: string): CarrierError => ({ _tag: "OutcomeUnknown", reason });

const notSent = (reason: string, after?: number): CarrierError => ({
  _tag: "NotSent",
  reason,
  retryAfterSeconds: after,
});

/** Without an answer: not sent if nothing was written, which waiting does not mend if there was no request; else nobody knows. */
export const fromFailure = (error: unknown): CarrierError => {
  if (!isHttpFailure(error)) return outcomeUnknown(describeError(error));
  switch (error._tag) {
    case "NotBuilt":
      return { _tag: "SetupRefused", reason: `the request cannot be made (${error.reason})` };
    case "NeverConnected":
      return notSent(error.reason);
    case "NoAnswer":
      return outcomeUnknown(error.reason);
  }
};

/**
 * What an answer of 4xx is about besides the message itself, with the words of the reason: the setup, which a person mends
 * (docs/operations.md says how); the moment; or nothing, where it is not the carrier's own word but that of something on the way.
 */
const words = {
  credentials: "credentials refused",
  account: "the account may not send",
  sender: "the sender is not accepted",
  template: "the template is not accepted",
  region: "the recipient's region is not enabled",
  request: "the request is not accepted",
  throttled: "too many requests",
  unwell: "the carrier cannot take it now",
  nothing: "an answer that is not the carrier's",
};
type Subject = "message" | keyof typeof words;

const errorOf = (subject: Subject, code: string, after: number | undefined): CarrierError => {
  if (subject === "message") return { _tag: "CarrierRefused", code };
  const reason = `${words[subject]} (${code})`;
  switch (subject) {
    case "credentials":
      return { _tag: "CarrierUnauthorised", reason };
    case "throttled":
    case "unwell":
    case "nothing":
      return notSent(reason, after);
    case "account":
    case "sender":
    case "template":
    case "region":
    case "request":
      return { _tag: "SetupRefused", reason };
  }
};

/**
 * Twilio's codes by what they are about ("Error and warning dictionary", https://www.twilio.com/docs/api/errors). A code that
 * does not stand here is taken for trouble of the setup: nothing is final but by Twilio's word about this message. Some
 * are known from receipts only, and would mean the same in an answer.
 */
const twilioCodes: Readonly<Partial<Record<Subject, readonly number[]>>> = {
  message: [
    ...[21211, 21214, 21217, 21265, 21266, 21268, 21610, 21612, 21614, 21635], // no number that can have it, or opted out
    ...[21617, 21618, 21656, 21658, 92007], // the words: too long, not sendable, not fit for the template
    ...[30003, 30004, 30005, 30006, 30007, 30010, 30011, 30014, 30019, 30036, 30450], // the handset, or its network
    ...[63003, 63005, 63006, 63013, 63014, 63016, 63021, 63024, 63026, 63031, 63032, 63033, 63036, 63049], // WhatsApp
  ],
  credentials: [20003, 20101, 20102, 20103, 20104, 20105, 20106, 20107, 20151, 63001],
  account: [10001, 20005, 20006, 20008, 20010, 20403, 21219, 21608, 30002, 30037, 63008, 63015, 63020, 63051],
  sender: [
    ...[21210, 21212, 21267, 21601, 21603, 21606, 21607, 21616, 21657, 21659, 21660, 21661, 21910],
    ...[30018, 30024, 30032, 30033, 30034, 30035, 63002, 63007, 63022],
  ],
  template: [21602, 21619, 21654, 21655, 63027, 63028, 63040, 63041, 63042, 92005, 92006],
  region: [21215, 21408],
  throttled: [14107, 20429, 21611, 30001, 30022, 30023, 30027, 30454, 63017, 63018, 63038],
  unwell: [20503, 21730, 30008, 30017, 30021, 30410, 63009, 63010, 63012, 63023],
};

const subjectOfCode = new Map(
  Object.entries(twilioCodes).flatMap(([subject, codes]) => codes.map((code) => [code, subject as Subject] as const)),
);

/** Twilio's own codes have five digits; a proxy's JSON may have a `code` too, of another kind. */
const LOWEST_CODE = 10_000;

const TwilioBody = t.type({ code: t.Int });

/** The code that makes an answer Twilio's own. */
export const twilioCode = (body: string): number | undefined =>
  pipe(
    body,
    parseJson(() => undefined),
    E.chainW(TwilioBody.decode),
    E.match(
      () => undefined,
      ({ code }) => (code < LOWEST_CODE ? undefined : code),
    ),
  );

/** What is about the moment, or a person's to mend, by its status alone, whoever says so. */
const subjectOfStatus = new Map<number, Subject>([
  [401, "credentials"],
  [429, "throttled"],
]);

const ofTwilio = (status: number, code: number | undefined): Subject => {
  if (code === undefined) return subjectOfStatus.get(status) ?? "nothing";
  const byItself = subjectOfCode.get(code);
  if (byItself !== undefined && status !== 429) return byItself;
  return subjectOfStatus.get(status) ?? "request";
};

const asksToWait = ({ headers }: HttpAnswer, now: Date): number | undefined =>
  retryAfterSeconds(headers["retry-after"], now);

export const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 408;

const unanswered = (status: number): CarrierError =>
  outcomeUnknown(status === 408 ? "the carrier timed out" : `the carrier answered ${status}`);

/** What an answer of Twilio other than success means; whatever is no 4xx leaves open whether the message was taken. */
export const twilioRefusal = (answer: HttpAnswer, now: Date): CarrierError => {
  const { status, body } = answer;
  if (!isRefusal(status)) return unanswered(status);
  const code = twilioCode(body);
  return errorOf(ofTwilio(status, code), String(code ?? status), asksToWait(answer, now));
};

/** What SendGrid's errors tell ("Mail Send: Errors"): the field at fault, and in words what is wrong. */
const SendGridBody = t.type({
  errors: t.readonlyArray(t.partial({ field: t.unknown, message: t.unknown })),
});

/** Parts of a field's name that are SendGrid's and no value of ours. */
const FIELD =
  /^(personalizations|from|template_id|subject|content|headers|custom_args|reply_to)(\.(\d+|to|email|name))*$/;

type SendGridWord = { readonly field: string; readonly isCredit: boolean };

/** The first error that names a field, by SendGrid's own names; nothing where the body is not SendGrid's. */
const sendGridWord = (body: string): SendGridWord | undefined =>
  pipe(
    body,
    parseJson(() => undefined),
    E.chainW(SendGridBody.decode),
    E.match(
      () => undefined,
      ({ errors }) => ({
        field: errors.map(({ field }) => String(field)).find((field) => FIELD.test(field)) ?? "",
        isCredit: errors.some(({ message }) => /\bcredits? exceeded/i.test(String(message))),
      }),
    ),
  );

const fieldSubjects: readonly (readonly [RegExp, Subject])[] = [
  [/^personalizations\.\d+\.to\b/, "message"],
  [/^from\b/, "sender"],
  [/^template_id\b/, "template"],
];

/** A body of more than 30 MB, SendGrid's most, has its size from its words. */
const TOO_LARGE = 413;

const ofSendGrid = (status: number, told: SendGridWord | undefined): Subject => {
  if (told === undefined || status === 429) return subjectOfStatus.get(status) ?? "nothing";
  if (told.isCredit) return "account";
  const byField = fieldSubjects.find(([field]) => field.test(told.field))?.[1];
  if (byField !== undefined) return byField;
  if (status === TOO_LARGE) return "message";
  return status === 401 || status === 403 ? "credentials" : "request";
};

/** What an answer of SendGrid of 4xx and above means; a complete 5xx, that the message was not taken. */
export const sendGridRefusal = (answer: HttpAnswer, now: Date): CarrierError => {
  const { status, body } = answer;
  if (status >= 500) return notSent(`the carrier answered ${status}`, asksToWait(answer, now));
  if (!isRefusal(status)) return unanswered(status);
  const told = sendGridWord(body);
  const code = told === undefined || told.field === "" ? String(status) : `${status}, ${told.field}`;
  return errorOf(ofSendGrid(status, told), code, asksToWait(answer, now));
};
