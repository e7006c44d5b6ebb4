import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { decodeOr } from "../codec/decode-or";
import type { JsonObject } from "../codec/json-object";
import type { ConversationKey } from "../conversation/conversation-key";
import { StoredConversation } from "../conversation/stored-conversation";
import type { HasConversations, StoreUnavailable } from "../ports/conversations";
import type { Malformed } from "./claim-refusal";

type Unreadable = StoreUnavailable | Malformed;

/** It was there a moment ago; the next receive finds out. */
const gone = (): Unreadable => ({ _tag: "StoreUnavailable" });

const unreadable = (places: string): Unreadable => ({ _tag: "Malformed", reason: `conversation record: ${places}` });

const decode = (found: O.Option<JsonObject>): E.Either<Unreadable, StoredConversation> =>
  pipe(found, E.fromOption(gone), E.chain(decodeOr(StoredConversation, unreadable)));

/** A conversation that was just found to exist. */
export const readConversation = (
  key: ConversationKey,
): RTE.ReaderTaskEither<HasConversations, Unreadable, StoredConversation> =>
  pipe(
    RTE.asksReaderTaskEither(({ conversations }: HasConversations) => RTE.fromTaskEither(conversations.read(key))),
    RTE.chainEitherKW(decode),
  );
