import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { decodeOr } from "../codec/decode-or";
import type { JsonObject } from "../codec/json-object";
import type { ConversationKey } from "../conversation/conversation-key";
import { StoredConversation } from "../conversation/stored-conversation";
import type { HasConversations, StoreUnavailable } from "../ports/conversations";
import type { Malformed } from "../processor/claim-refusal";
import type { Stranded } from "./stranded";

export type Unreadable = StoreUnavailable | Malformed;

const unreadable = (places: string): Malformed => ({ _tag: "Malformed", reason: `conversation record: ${places}` });

const decode =
  (key: ConversationKey) =>
  (record: JsonObject): E.Either<Unreadable, Stranded> =>
    pipe(
      record,
      decodeOr(StoredConversation, unreadable),
      E.map((conversation) => ({ key, conversation, record })),
    );

/** The conversation of a due check; none, if it is gone since. */
export const readStranded = (
  key: ConversationKey,
): RTE.ReaderTaskEither<HasConversations, Unreadable, O.Option<Stranded>> =>
  pipe(
    RTE.asksReaderTaskEither(({ conversations }: HasConversations) => RTE.fromTaskEither(conversations.read(key))),
    RTE.chainEitherKW(O.traverse(E.Applicative)(decode(key))),
  );
