import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../codec/json";
import type { KeyUse } from "../company/company";
import type { Conversation } from "../conversation/conversation";
import type { RequestGuard } from "../conversation/request-guard";
import type { HasConversations } from "../ports/conversations";
import type { HasReceived } from "../ports/received";
import { type Answer, type Rejection, rejection } from "../router/rejection";
import type { Step } from "../step";
import { type Asked, type AskingEvent, untold } from "./asked";
import { cancelledProgress, contentOf, noContent, progressOf, type Told } from "./conversation-view";
import { pageOf, placeIn } from "./message-list";

/** Seconds: what was accepted a moment ago is taken up within them, as a rule. */
const SOON_SECONDS = 2;

/** A request that nobody made, or that waits to be taken up, or was erased: which it is, nobody is told. */
export const conversationNotFound = (): Rejection => ({
  ...rejection("CONVERSATION_NOT_FOUND", "No conversation of this request is on record, or not yet"),
  retryAfterSeconds: SOON_SECONDS,
});

type TellingEnv = HasConversations & HasReceived;

const isKept = ({ erased_at }: Conversation & JsonObject): boolean => erased_at === undefined;

/** The record and what was received, side by side. */
const read =
  ({ winner }: RequestGuard): Step<TellingEnv, Rejection, Told> =>
  ({ conversations, received }) =>
    pipe(
      TE.Do,
      TE.apSW("found", conversations.read(winner)),
      TE.apSW("received", received.of(winner)),
      TE.mapLeft(untold),
      TE.chain(({ found, received: written }) =>
        pipe(
          found,
          O.filter(isKept),
          TE.fromOption(conversationNotFound),
          TE.map((conversation) => ({ conversation, received: written })),
        ),
      ),
    );

type Before = O.Option<string>;

const answerFor =
  (use: KeyUse, before: Before) =>
  (told: Told): Answer => ({
    status: 200,
    body: {
      ...progressOf(told),
      ...(use === "desk" ? contentOf(told, pageOf(told.conversation, told.received, before)) : {}),
    },
  });

const cancelledAnswer = (use: KeyUse, guard: RequestGuard): Answer => ({
  status: 200,
  body: { ...cancelledProgress(guard), ...(use === "desk" ? noContent : {}) },
});

const tell =
  (use: KeyUse, before: Before) =>
  (guard: RequestGuard): Step<TellingEnv, Rejection, Answer> => {
    if (guard.erased_at !== undefined) return RTE.left(conversationNotFound());
    return guard.cancelled_at === undefined
      ? pipe(read(guard), RTE.map(answerFor(use, before)))
      : RTE.right(cancelledAnswer(use, guard));
  };

/** What became of a request; a desk key is told what was said, too, `cursor` onwards. */
export const tellConversation = (
  { use, guard }: Asked,
  { queryStringParameters }: AskingEvent,
): Step<TellingEnv, Rejection, Answer> =>
  pipe(
    placeIn(queryStringParameters?.cursor),
    RTE.fromEither<Rejection, Before, TellingEnv>,
    RTE.chain((before) =>
      pipe(
        guard,
        O.match(() => RTE.left<TellingEnv, Rejection>(conversationNotFound()), tell(use, before)),
      ),
    ),
  );
