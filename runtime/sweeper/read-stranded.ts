import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { decodeOr } from "../codec/decode-or";
import type { JsonObject } from "../codec/json-object";
import type { ConversationKey } from "../conversation/conversation-key";
import { StoredConversation } from "../conversation/stored-conversation";
import type { HasConversations } from "../ports/conversations";
import type { Malformed } from "../processor/claim-refusal";
import { rebuildContext } from "./rebuild-context";
import type { Stranded } from "./stranded";
import type { SweepFailure } from "./sweep-failure";

const unreadable = (places: string): Malformed => ({ _tag: "Malformed", reason: `conversation record: ${places}` });

const decode =
  (key: ConversationKey) =>
  (record: JsonObject): E.Either<SweepFailure, Stranded> =>
    pipe(
      E.Do,
      E.bind("conversation", () => decodeOr(StoredConversation, unreadable)(record)),
      E.bindW("context", () => rebuildContext(record)),
      E.map((read) => ({ key, ...read })),
    );

/** The conversation of a due check; none, if it is gone since. */
export const readStranded = (
  key: ConversationKey,
): RTE.ReaderTaskEither<HasConversations, SweepFailure, O.Option<Stranded>> =>
  pipe(
    RTE.asksReaderTaskEither(({ conversations }: HasConversations) => RTE.fromTaskEither(conversations.read(key))),
    RTE.chainEitherKW(O.traverse(E.Applicative)(decode(key))),
  );
