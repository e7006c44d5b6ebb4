import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { keywordOf } from "../consent/keywords";
import { recordKeyword } from "../consent/record-keyword";
import type { ReceivedMessage } from "../conversation/received-message";
import { forged } from "../conversation/reference";
import { requireGenuine } from "../receipts/posted-request";
import { isFromTwilio, type Parameters } from "../receipts/twilio-signature";
import type { Step } from "../step";
import { type Addressed, addressed } from "./addressed";
import { type InboundEnv, type InboundFailure, type InboundRequest, later } from "./inbound-request";
import { queueMessage } from "./queue-message";
import { twilioMessage } from "./twilio-message";

const isTo = ({ channel, address }: Addressed, { To }: Parameters): boolean =>
  To === (channel === "whatsapp" ? `whatsapp:${address}` : address);

const genuine =
  (request: InboundRequest, parameters: Parameters) =>
  ({ channel, credentialsName }: Addressed): Step<InboundEnv, InboundFailure, void> =>
    pipe(
      requireGenuine(channel, credentialsName, isFromTwilio(request, parameters)),
      RTE.mapLeft((failure) => (failure._tag === "Forged" ? failure : later(failure))),
    );

const messageOf =
  (parameters: Parameters) =>
  (to: Addressed): Step<InboundEnv, InboundFailure, ReceivedMessage> =>
  ({ clock }) =>
    pipe(
      TE.fromNullable(later({ _tag: "NoMessage", reason: "signed, and without MessageSid or From" }))(
        twilioMessage(parameters, to, clock.now().toISOString()),
      ),
    );

/** Nobody can be found by the id of a user who hides the number: a person has to find out whose it is. */
const hidden = ({ channel, their_address }: ReceivedMessage): boolean =>
  channel === "whatsapp" && !their_address.startsWith("+");

const tellOfHidden = (message: ReceivedMessage): Step<InboundEnv, never, void> =>
  message.keyword === "opt_out" && hidden(message)
    ? ({ log }) => {
        const { company_id, project_id, channel, message_id } = message;
        return TE.fromIO(
          log.error({ event: "opt_out_without_number", critical: true, company_id, project_id, channel, message_id }),
        );
      }
    : RTE.right(undefined);

/** An opt-out is on record before anybody is told that we have it, and before its message waits in a queue. */
const obeyed =
  ({ company, channel }: Addressed, optOutType: string | undefined) =>
  (message: ReceivedMessage): Step<InboundEnv, InboundFailure, ReceivedMessage> =>
    pipe(
      recordKeyword(keywordOf(channel, { text: message.text, optOutType }, company.keywords), message),
      RTE.bimap(later, (keyword) =>
        keyword === null ? message : { ...message, keyword, message_kind: "keyword" as const },
      ),
      RTE.chainFirstW(tellOfHidden),
    );

/** Takes a message that Twilio posts: from that project's sender's account, on record where it is a keyword, and queued. */
export const receiveTwilio = (request: InboundRequest): Step<InboundEnv, InboundFailure, void> => {
  const parameters: Parameters = Object.fromEntries(new URLSearchParams(request.bytes.toString("utf8")));
  return pipe(
    addressed(request),
    RTE.filterOrElseW((to) => isTo(to, parameters), forged),
    RTE.chainFirstW(genuine(request, parameters)),
    RTE.chainW((to) =>
      pipe(messageOf(parameters)(to), RTE.chainW(obeyed(to, parameters.OptOutType)), RTE.chainW(queueMessage(to))),
    ),
  );
};
