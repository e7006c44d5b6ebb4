import Mail from "@sendgrid/helpers/classes/mail";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { SendGridCredentials } from "../company/channel-setup";
import type { Accepted } from "../conversation/conversation";
import type { CarrierError, Outbound } from "../ports/carrier";
import type { Clock } from "../ports/time-and-chance";
import { madeOneLine } from "../request/text";
import { fromFailure, sendGridRefusal } from "./carrier-errors";
import { type HttpAnswer, httpOnce } from "./http-once";

type SendGridCarrierOptions = { readonly sendgridUrl: string; readonly clock: Clock };

/** RFC 2369 by mail, and RFC 8058 in one click. */
const unsubscribeHeaders = ({
  from,
  unsubscribeUrl,
  unsubscribeAddress,
}: Outbound): Readonly<Record<string, string>> => {
  const byMail = `<mailto:${unsubscribeAddress ?? from}?subject=unsubscribe>`;
  return unsubscribeUrl === undefined
    ? { "List-Unsubscribe": byMail }
    : { "List-Unsubscribe": `<${unsubscribeUrl}>, ${byMail}`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
};

/** The project's subject stands in for one that the assistant does not write. */
const subjectOf = ({ variables, subject }: Outbound): { readonly subject?: string } => {
  const written = madeOneLine(variables.subject) ?? subject;
  return written === undefined ? {} : { subject: written };
};

const mailOf = (credentials: SendGridCredentials, message: Outbound): string =>
  JSON.stringify(
    new Mail({
      from: { email: credentials.sendgrid_from_email, name: message.fromName ?? credentials.sendgrid_from_name },
      templateId: credentials.sendgrid_template_id,
      personalizations: [
        {
          to: [{ email: message.to }],
          dynamicTemplateData: { ...message.variables, ...subjectOf(message) },
          customArgs: { ref: message.receipts.reference },
        },
      ],
      ...subjectOf(message),
      ...(message.replyTo === undefined ? {} : { replyTo: { email: message.replyTo } }),
      headers: unsubscribeHeaders(message),
      // SendGrid's own would put its headers in the place of ours ("Tracking Settings", Subscription Tracking).
      trackingSettings: { subscriptionTracking: { enable: false } },
    } as ConstructorParameters<typeof Mail>[0]),
  );

/** An unknown answer of success leaves open whether the message was taken. */
const outcomeOf =
  (clock: Clock) =>
  (answer: HttpAnswer): E.Either<CarrierError, Accepted> =>
    answer.status === 202
      ? E.right({
          messageId: String(answer.headers["x-message-id"] ?? ""),
          deliveryStatus: "accepted",
          text: undefined,
        })
      : E.left(sendGridRefusal(answer, clock.now()));

/** Sends through SendGrid's mail send API with a dynamic template. */
export const sendBySendGrid =
  ({ sendgridUrl, clock }: SendGridCarrierOptions) =>
  (credentials: SendGridCredentials, message: Outbound): TE.TaskEither<CarrierError, Accepted> =>
    pipe(
      httpOnce({
        method: "POST",
        url: `${sendgridUrl}/v3/mail/send`,
        headers: {
          Authorization: `Bearer ${credentials.sendgrid_auth_value}`,
          "Content-Type": "application/json",
        },
        body: mailOf(credentials, message),
        timeoutMs: message.timeoutMs,
      }),
      TE.mapLeft(fromFailure),
      TE.chainEitherK(outcomeOf(clock)),
    );
