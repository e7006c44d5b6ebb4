import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { CarrierCredentials } from "../company/channel-setup";
import { type Company, eventsTo } from "../company/company";
import { keywordOf } from "../consent/keywords";
import type { Unreadable } from "../conversation/conversation";
import { receivedKey } from "../conversation/received-item";
import type { ReceivedMessage } from "../conversation/received-message";
import type { Sender } from "../conversation/sender";
import { twilioMessage } from "../inbound/twilio-message";
import type { CompaniesUnreadable } from "../ports/companies";
import type { ListedMessage } from "../ports/inbox";
import { formsOf } from "../request/forms-of-address";
import type { Step } from "../step";
import type { SweeperEnv, SweepFailure } from "./sweeper-env";

/** A sender of ours, whose project it is of, and what its carrier's list is asked for with. */
export type OpenedInbox = {
  readonly sender: Sender;
  readonly company: Company;
  readonly credentials: CarrierCredentials;
};

/** The sender's project has no record any more, or none that names its carrier's secret. */
export type ProjectGone = { readonly _tag: "ProjectGone" };

/** Why a list was not caught up with this time. */
export type CatchUpFailure = SweepFailure | Unreadable | CompaniesUnreadable | ProjectGone;

type Looking<A> = Step<SweeperEnv, CatchUpFailure, A>;

/** Under the address that it came from, or its other form, where the conversation stands under that. */
const isMissed =
  (message: ReceivedMessage): Looking<boolean> =>
  ({ senders }) =>
    pipe(
      formsOf(message.their_address),
      TE.traverseArray((address) => senders.hasReceived(receivedKey(address, message.message_id))),
      TE.map((recorded) => !recorded.includes(true)),
    );

const messageOf = (
  { sender, company }: OpenedInbox,
  { parameters, at }: ListedMessage,
): ReceivedMessage | undefined => {
  const { channel, address, of } = sender;
  const message = twilioMessage(parameters, { channel, address, ...of }, at.toISOString());
  return (
    message && {
      ...message,
      ...eventsTo(company),
      via: "catch_up",
      keyword: keywordOf(channel, message, company.keywords) ?? null,
    }
  );
};

const withFiles =
  (
    { credentials }: OpenedInbox,
    { messageId, hasFiles }: ListedMessage,
    message: ReceivedMessage,
  ): Looking<ReceivedMessage> =>
  ({ inbox, settings }) =>
    hasFiles
      ? pipe(
          inbox.files(credentials, messageId, settings.carrierTimeoutSeconds * 1000),
          TE.map((media) => ({ ...message, media, message_kind: "media" })),
        )
      : TE.right(message);

const queue =
  (message: ReceivedMessage): Looking<void> =>
  ({ repliesQueue }) =>
    repliesQueue.send(message);

const nothing: Looking<void> = RTE.right(undefined);

/** What the webhook has brought is on record by now, or will be; twice it is recorded once. */
export const queueMissed =
  (opened: OpenedInbox) =>
  (one: ListedMessage): Looking<void> => {
    const message = messageOf(opened, one);
    return message === undefined
      ? nothing
      : pipe(
          isMissed(message),
          RTE.chain((missed) => (missed ? pipe(withFiles(opened, one, message), RTE.chain(queue)) : nothing)),
        );
  };
