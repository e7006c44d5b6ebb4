import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { MessageInstance } from "twilio/lib/rest/api/v2010/account/message";
import { describeError } from "../log/describe-error";
import type { Candidate, CarrierSilent, Inquiry } from "../ports/carrier";
import type { SmsCredentials } from "../secrets/carrier-credentials";
import type { TwilioOptions } from "./twilio-carrier";
import { twilioMessages } from "./twilio-messages";

/** Messages per page, Twilio's most. */
const PAGE = 1_000;

const candidateOf = ({ sid, status, body, dateCreated }: MessageInstance): Candidate => ({
  messageId: sid,
  deliveryStatus: status,
  text: body || undefined,
  createdAt: dateCreated,
});

const silent = (error: unknown): CarrierSilent => ({ _tag: "CarrierSilent", reason: describeError(error) });

/** All messages between two numbers, page by page. Without a `DateSent` filter: a queued message has no such date. */
export const listByTwilio =
  ({ twilioUrl, addressPrefix }: TwilioOptions) =>
  (credentials: SmsCredentials, { from, to, timeoutMs }: Inquiry): TE.TaskEither<CarrierSilent, readonly Candidate[]> =>
    pipe(
      TE.tryCatch(
        () =>
          twilioMessages({ twilioUrl, credentials, timeoutMs, onAnswer: () => undefined }).list({
            from: `${addressPrefix}${from}`,
            to: `${addressPrefix}${to}`,
            pageSize: PAGE,
          }),
        silent,
      ),
      TE.map((messages) => messages.map(candidateOf)),
    );
