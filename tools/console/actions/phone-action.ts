import * as E from "fp-ts/Either";
import * as t from "io-ts";
import type { JsonObject } from "../../../runtime/codec/json";
import type { OpsEnv } from "../../ops/connect/ops-env";
import { findConversation } from "../../ops/conversations/find-conversation";
import type { SentMessage } from "../../providers/ledger/ledger-entry";
import { succeeded, type WebhookResult } from "../../providers/server/webhooks";
import type { Providers } from "../../providers/start-providers";
import type { InboundContent } from "../../providers/twilio/inbound-message";
import type { ConsoleAction, Outcome } from "../server/console-parts";
import { Words } from "../server/input";
import type { PastEvents } from "../source/local/past-events";
import { notDone, steering } from "./steer-actions";

/** The carriers' stand-ins, and what is known of what they have carried. */
type PhoneEnv = {
  readonly providers: Pick<Providers, "twilio" | "sendgrid">;
  readonly env: OpsEnv;
  readonly past: Pick<PastEvents, "of">;
};

const what = { text: null, picture: null, unsubscribe: null } as const;
const Answer = t.type({ conversation_id: Words, what: t.keyof(what, "text, picture or unsubscribe"), text: t.string });
type Answer = t.TypeOf<typeof Answer>;

/** One grey point, as PNG. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==",
  "base64",
);
const picture = { contentType: "image/png", bytes: PICTURE };

const words = ({ text }: Answer): string => text.trim();

const numberOf = (record: JsonObject): string =>
  String(record.gsi_company_whatsapp_number ?? record.gsi_company_sms_number ?? "");

const bySms = ({ providers }: PhoneEnv, record: JsonObject, answer: Answer): Promise<WebhookResult> => {
  const prefix = record.channel_method === "whatsapp" ? "whatsapp:" : "";
  const content: InboundContent =
    answer.what === "picture"
      ? { kind: "media", files: [picture], text: words(answer) }
      : { kind: "text", text: words(answer) };
  const from = `${prefix}${record.primary_channel}`;
  return providers.twilio.receive({ from, to: `${prefix}${numberOf(record)}`, content }).posted;
};

const byMail = (
  { providers: { sendgrid } }: PhoneEnv,
  mail: SentMessage & { kind: "email" },
  answer: Answer,
): Promise<WebhookResult> => {
  if (answer.what === "unsubscribe") return sendgrid.unsubscribe(mail.id, "form");
  return sendgrid.receive({
    from: mail.to,
    to: mail.replyTo ?? mail.from,
    subject: `Re: ${mail.subject}`,
    text: words(answer),
    ...(answer.what === "picture" ? { attachments: [{ name: "picture.png", ...picture }] } : {}),
  });
};

const told = (result: WebhookResult, conversationId: string): E.Either<Outcome, Outcome> =>
  succeeded(result)
    ? E.right({ text: "The engine has taken it.", conversationId })
    : notDone(`the engine did not take it (${result.kind === "answered" ? result.status : result.reason})`);

/** Answers as the recipient of a conversation, by the carriers' stand-ins: writes, sends a picture, presses "unsubscribe". */
export const phoneAction = (env: PhoneEnv): ConsoleAction =>
  steering("answer", Answer, (answer) => ({
    subject: answer.conversation_id,
    reason: "demonstration",
    run: async () => {
      const { conversation_id: id } = answer;
      const found = await findConversation(env.env, id);
      if (E.isLeft(found)) return notDone(found.left.why);
      if (answer.what === "text" && words(answer) === "") return notDone("there is nothing in it to send");
      const { record } = found.right;
      if (record.channel_method !== "email") return told(await bySms(env, record, answer), id);
      const mail = env.past
        .of(id)
        .sends.map(({ entry }) => entry)
        .at(-1);
      return mail?.kind === "email"
        ? told(await byMail(env, mail, answer), id)
        : notDone("no mail has come that could be answered");
    },
  }));
