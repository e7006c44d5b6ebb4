import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { MessageInstance } from "twilio/lib/rest/api/v2010/account/message";
import type { CarrierCredentials, SmsCredentials } from "../company/channel-setup";
import type { CarrierSilent } from "../ports/carrier";
import type { Inbox, ListedMessage } from "../ports/inbox";
import type { Clock } from "../ports/time-and-chance";
import { twilioMessages } from "./twilio-carrier";
import { PAGE, readPages, silent } from "./twilio-lookup";

/** Twilio dates messages in whole seconds, and does not say on which side of a filter those of its own second are. */
const SECOND = 1_000;

const listed = ({ sid, from, to, body, numMedia, dateSent, dateCreated }: MessageInstance): ListedMessage => ({
  parameters: { MessageSid: sid, From: from, To: to, Body: body },
  messageId: sid,
  at: dateSent ?? dateCreated,
  hasFiles: Number(numMedia) > 0,
});

const asTwilio = (credentials: CarrierCredentials): TE.TaskEither<CarrierSilent, SmsCredentials> =>
  credentials._tag === "Twilio"
    ? TE.right(credentials)
    : TE.left({ _tag: "CarrierSilent", reason: "the secret belongs to another carrier" });

/** What Twilio keeps of what people wrote; without what it tells a webhook only: places, buttons, what is answered. */
export const twilioInbox = ({ twilioUrl, clock }: { readonly twilioUrl: string; readonly clock: Clock }): Inbox => {
  const messagesOf = (credentials: SmsCredentials, timeoutMs: number) =>
    twilioMessages({ twilioUrl, credentials, timeoutMs, onAnswer: () => undefined });
  return {
    list: (credentials, { channel, to, from, before, timeoutMs }) => {
      const end = clock.now().getTime() + timeoutMs;
      const inquiry = {
        to: channel === "whatsapp" ? `whatsapp:${to}` : to,
        dateSentAfter: new Date(from.getTime() - SECOND),
        dateSentBefore: new Date(before.getTime() + SECOND),
        pageSize: PAGE,
      };
      return pipe(
        asTwilio(credentials),
        TE.chain((account) =>
          TE.tryCatch(
            () => readPages(messagesOf(account, timeoutMs).page(inquiry), from, () => clock.now().getTime() < end),
            silent,
          ),
        ),
        TE.map((found) =>
          found
            ?.filter(({ direction }) => direction === "inbound")
            .map(listed)
            .filter(({ at }) => at >= from && at < before)
            .reverse(),
        ),
      );
    },
    files: (credentials, messageId, timeoutMs) =>
      pipe(
        asTwilio(credentials),
        TE.chain((account) => TE.tryCatch(() => messagesOf(account, timeoutMs)(messageId).media.list(), silent)),
        TE.map((found) =>
          found.map(({ uri, contentType }) => ({
            url: `${twilioUrl}${uri.replace(/\.json$/, "")}`,
            content_type: contentType,
          })),
        ),
      ),
  };
};
