import type * as TE from "fp-ts/TaskEither";
import type { CarrierCredentials } from "../company/channel-setup";
import type { ReceivedMessage } from "../conversation/received-message";
import type { Channel } from "../request/request";
import type { CarrierSilent } from "./carrier";

/** A message to one of our senders as its carrier lists it, by the names under which it would have been posted, but for its files. */
export type ListedMessage = {
  readonly parameters: Readonly<Record<string, string>>;
  readonly messageId: string;
  readonly at: Date;
  readonly hasFiles: boolean;
};

export type InboxInquiry = {
  readonly channel: Channel;
  readonly to: string;
  readonly from: Date;
  /** The first moment that is of no interest. */
  readonly before: Date;
  /** For the whole list. */
  readonly timeoutMs: number;
};

/** What people wrote to our senders, as carriers keep it. */
export type Inbox = {
  /** The oldest first; nothing where the list has no end within the time for it. */
  readonly list: (
    credentials: CarrierCredentials,
    inquiry: InboxInquiry,
  ) => TE.TaskEither<CarrierSilent, readonly ListedMessage[] | undefined>;
  readonly files: (
    credentials: CarrierCredentials,
    messageId: string,
    timeoutMs: number,
  ) => TE.TaskEither<CarrierSilent, ReceivedMessage["media"]>;
};
export type HasInbox = { readonly inbox: Inbox };
