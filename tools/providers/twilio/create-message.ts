import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr, parseJson } from "../../../runtime/codec/json";
import { NonEmptyText } from "../../../runtime/request/text";
import type { Ledger } from "../ledger/ledger";
import type { Operation } from "../server/operation";
import { addressesIn, type MessageRecord, type Messages, messageResource, newMessage } from "./message";
import { type FindTemplate, renderTemplate } from "./template";
import type { Authorized } from "./twilio-account";
import { twilioError } from "./twilio-error";

type Addressed = {
  readonly to: string;
  readonly from: string;
  readonly statusCallback: string | null;
  readonly channel: "whatsapp" | "sms";
};

type Content = {
  readonly text: string;
  readonly contentSid: string | null;
  readonly variables: Readonly<Record<string, string>>;
  readonly samplesUsed: readonly string[];
};

/** Twilio's code, and words where the dictionary has none. */
type Refusal = { readonly code: number; readonly message?: string };

const simulated = ["To", "From", "Body", "ContentSid", "ContentVariables", "StatusCallback"];

const e164 = /^(whatsapp:)?\+[1-9]\d{6,14}$/;
const alphanumericSender = /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/;

const isHttpUrl = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/** What Twilio has against a message, in the order in which it looks. */
const refusals: readonly (readonly [code: number, applies: (message: Addressed) => boolean])[] = [
  [21604, ({ to }) => to === ""],
  [21603, ({ from }) => from === ""],
  [21211, ({ to }) => !e164.test(to)],
  [21212, ({ from }) => !e164.test(from) && !alphanumericSender.test(from)],
  [21266, ({ to, from }) => to === from],
  [21910, ({ from, channel }) => from.startsWith("whatsapp:") !== (channel === "whatsapp")],
  [21609, ({ statusCallback }) => statusCallback !== null && !isHttpUrl(statusCallback)],
];

const addressedIn = (given: URLSearchParams): E.Either<Refusal, Addressed> => {
  const other = [...given.keys()].find((key) => !simulated.includes(key));
  if (other !== undefined)
    return E.left({ code: 20001, message: `The local stand-in does not support the parameter '${other}'` });
  const to = given.get("To") ?? "";
  const addressed: Addressed = {
    to,
    from: given.get("From") ?? "",
    statusCallback: given.get("StatusCallback"),
    channel: to.startsWith("whatsapp:") ? "whatsapp" : "sms",
  };
  const refused = refusals.find(([, applies]) => applies(addressed));
  return refused === undefined ? E.right(addressed) : E.left({ code: refused[0] });
};

const Variables = t.record(t.string, NonEmptyText);

// WhatsApp's own rule for template parameters: no new line, tab, or more than four spaces in a row.
const unsendable = /[\r\n\t]| {5,}/;

const variablesIn = (
  given: URLSearchParams,
  channel: Addressed["channel"],
): E.Either<Refusal, Content["variables"]> => {
  const invalid = (): Refusal => ({ code: 21656 });
  return pipe(
    given.get("ContentVariables") || "{}",
    parseJson(invalid),
    E.chain(decodeOr(Variables, invalid)),
    E.filterOrElse(
      (variables) => channel !== "whatsapp" || !Object.values(variables).some((value) => unsendable.test(value)),
      invalid,
    ),
  );
};

const contentOf = (
  given: URLSearchParams,
  channel: Addressed["channel"],
  findTemplate: FindTemplate,
): E.Either<Refusal, Content> => {
  const contentSid = given.get("ContentSid") || null;
  if (contentSid === null) {
    const text = given.get("Body") ?? "";
    return text === "" ? E.left({ code: 21619 }) : E.right({ text, contentSid, variables: {}, samplesUsed: [] });
  }
  const template = findTemplate(contentSid);
  if (template === undefined) return E.left({ code: 21655 });
  return pipe(
    variablesIn(given, channel),
    E.map((variables) => ({ ...renderTemplate(template, variables), contentSid, variables })),
  );
};

const longestBody = 1600;

type CreateMessagePorts = {
  readonly messages: Messages;
  readonly findTemplate: FindTemplate;
  readonly authorized: Authorized;
  readonly ledger: Ledger;
  readonly now: () => number;
  /** Whether Twilio itself sends nothing from this number to that one: its owner has said stop. */
  readonly isBlocked: (from: string, to: string) => boolean;
  /** Called for each accepted message with the token that signs its receipts. */
  readonly onAccepted: (message: MessageRecord, authToken: string) => void;
};

export const createMessage = (ports: CreateMessagePorts): Operation => ({
  name: "messages.create",
  method: "POST",
  path: "/2010-04-01/Accounts/:account/Messages.json",
  subject: ({ body }) => addressesIn(new URLSearchParams(body)),
  handle: ports.authorized(({ body, answered }, { sid: accountSid, token }) => {
    const given = new URLSearchParams(body);
    return pipe(
      addressedIn(given),
      E.filterOrElse(
        ({ from, to }) => !ports.isBlocked(from, to),
        (): Refusal => ({ code: 21610 }),
      ),
      E.bindTo("addressed"),
      E.bind("content", ({ addressed: { channel } }) => contentOf(given, channel, ports.findTemplate)),
      E.filterOrElse(
        ({ content: { text } }) => text.length <= longestBody,
        (): Refusal => ({ code: 21617 }),
      ),
      E.match(
        ({ code, message }) => twilioError(400, String(code), message),
        ({ addressed: { channel, ...addressed }, content: { text, ...content } }) => {
          const at = ports.now();
          const message = newMessage({ accountSid, ...addressed, body: text, direction: "outbound-api" }, at);
          ports.messages.set(message.sid, message);
          ports.ledger.record({
            provider: "twilio",
            kind: channel,
            at: new Date(at).toISOString(),
            id: message.sid,
            account: accountSid,
            answered,
            ...addressed,
            ...content,
            renderedText: text,
          });
          const answer = { status: 201, body: messageResource(message) };
          ports.onAccepted(message, token);
          return answer;
        },
      ),
    );
  }),
});
