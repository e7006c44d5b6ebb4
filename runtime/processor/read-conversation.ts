import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { decodeOr } from "../codec/decode-or";
import type { ConversationKey } from "../conversation/conversation-key";
import { StoredConversation } from "../conversation/stored-conversation";
import type { HasConversations, StoreUnavailable } from "../ports/conversations";
import type { Malformed } from "./claim-refusal";

type Unreadable = StoreUnavailable | Malformed;
type Reading<A> = RTE.ReaderTaskEither<HasConversations, Unreadable, A>;

const unreadable = (places: string): Unreadable => ({ _tag: "Malformed", reason: `conversation record: ${places}` });

/** A conversation's record, if there is one; a strongly consistent read. */
export const findConversation = (key: ConversationKey): Reading<O.Option<StoredConversation>> =>
  pipe(
    RTE.asksReaderTaskEither(({ conversations }: HasConversations) => RTE.fromTaskEither(conversations.read(key))),
    RTE.chainEitherKW(O.traverse(E.Applicative)(decodeOr(StoredConversation, unreadable))),
  );

/** A conversation that was there a moment ago; if it is gone, the next receive finds out. */
export const readConversation = (key: ConversationKey): Reading<StoredConversation> =>
  pipe(findConversation(key), RTE.chainEitherKW(E.fromOption((): Unreadable => ({ _tag: "StoreUnavailable" }))));
