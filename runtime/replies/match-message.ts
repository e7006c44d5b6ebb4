import { pipe } from "fp-ts/function";
import * as N from "fp-ts/number";
import * as O from "fp-ts/Option";
import { contramap, reverse } from "fp-ts/Ord";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as RA from "fp-ts/ReadonlyArray";
import * as S from "fp-ts/string";
import * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../codec/json";
import type { Conversation } from "../conversation/conversation";
import { type Match, unmatched } from "../conversation/received-item";
import type { ReceivedMessage } from "../conversation/received-message";
import { neighbourOf } from "../conversation/record";
import { requestIdOfToken } from "../conversation/reply-token";
import { guardKeyOf } from "../conversation/request-guard";
import { formsOf } from "../request/forms-of-address";
import type { Step } from "../step";
import type { RepliesEnv, RepliesTrouble } from "./replies-env";

type Matching<A> = Step<RepliesEnv, RepliesTrouble, A>;

type Request = { readonly project_id: string; readonly id: string };

/** Projects of a company may share a reply domain, whose address names one of them. */
const requestOf =
  ({ company_id, project_id, reply_token }: ReceivedMessage): Matching<O.Option<Request>> =>
  ({ secrets, settings, companyProjects }) => {
    if (reply_token === null) return TE.right(O.none);
    const among =
      (projects: readonly string[]) =>
      (key: string): O.Option<Request> =>
        pipe(
          projects,
          RA.findFirstMap((project) =>
            pipe(
              requestIdOfToken(key, { company_id, project_id: project }, reply_token),
              O.map((id) => ({ project_id: project, id })),
            ),
          ),
        );
    return pipe(
      secrets.get(settings.receiptKeyName),
      TE.chainW((key) =>
        pipe(
          among([project_id])(key),
          O.match(
            () =>
              pipe(
                companyProjects.projectsOf(company_id),
                TE.map((projects) => among(projects)(key)),
              ),
            (found) => TE.right(O.some(found)),
          ),
        ),
      ),
    );
  };

const isKept = ({ erased_at }: Conversation & JsonObject): boolean => erased_at === undefined;

/** The conversation whose address a mail was sent to, which proves it whoever wrote; none, once it has ended or was erased. */
const byToken = (message: ReceivedMessage): Matching<O.Option<Conversation>> =>
  pipe(
    requestOf(message),
    RTE.chainW(
      O.match(
        () => RTE.right(O.none),
        ({ project_id, id }) =>
          ({ conversations }: RepliesEnv) =>
            pipe(
              conversations.readGuard(guardKeyOf(message.company_id, project_id, id)),
              TE.chain(
                O.match(
                  () => TE.right(O.none),
                  ({ winner }) => conversations.read(winner),
                ),
              ),
              TE.map(O.filter(isKept)),
            ),
      ),
    ),
  );

const isBetween =
  ({ company_id, channel, our_address }: ReceivedMessage) =>
  (conversation: Conversation & JsonObject): boolean =>
    conversation.company_id === company_id &&
    conversation.channel_method === channel &&
    isKept(conversation) &&
    // A mail's address of ours is the domain for answers, which a record does not name.
    (channel === "email" || neighbourOf(conversation).sender === our_address);

const inAllForms = (
  address: string,
  look: (form: string) => Matching<readonly Conversation[]>,
): Matching<readonly Conversation[]> => pipe(formsOf(address), RTE.traverseArray(look), RTE.map(RA.flatten));

/** Conversations that a message may be about. The index may not have the latest yet; where it has any, the person has that before them. */
const candidatesFor = (message: ReceivedMessage): Matching<readonly Conversation[]> => {
  const { channel, our_address: ours, their_address } = message;
  const byIndex: Matching<readonly Conversation[]> =
    channel === "email"
      ? RTE.right([])
      : inAllForms(
          their_address,
          (theirs) =>
            ({ correspondence }) =>
              correspondence.between({ channel, ours, theirs }),
        );
  const byAddress = inAllForms(
    their_address,
    (form) =>
      ({ correspondence }) =>
        correspondence.with(form),
  );
  return pipe(
    byIndex,
    RTE.map(RA.filter(isBetween(message))),
    RTE.chain((found) =>
      found.length > 0 ? RTE.right(found) : pipe(byAddress, RTE.map(RA.filter(isBetween(message)))),
    ),
  );
};

/** When the newest message of ours was sent, or may have been; nothing that was not sent is before anybody. */
const lastWritten = ({ messages, send_state, sending_at = "" }: Conversation): string =>
  [
    ...messages.filter(({ role }) => role === "assistant").map(({ timestamp }) => String(timestamp)),
    ...(send_state === "sending" || send_state === "uncertain" ? [sending_at] : []),
  ].reduce((one, other) => (one > other ? one : other), "");

const newestFirst = pipe(
  S.Ord,
  contramap((one: Conversation) => `${lastWritten(one)} ${one.accepted_at ?? ""}`),
  reverse,
);

const holds =
  (messageId: string | null) =>
  (conversation: Conversation): boolean =>
    messageId !== null && neighbourOf(conversation).messageIds.includes(messageId);

const answersFirst = (replyTo: string | null) =>
  pipe(
    N.Ord,
    contramap((one: Conversation) => (holds(replyTo)(one) ? 0 : 1)),
  );

/** The one that the message answers, else that with the newest message of ours: it is what the person has before them. */
const matchOf =
  ({ reply_to }: ReceivedMessage) =>
  (candidates: readonly Conversation[]): Match => {
    const [first, ...others] = pipe(candidates, RA.sortBy([answersFirst(reply_to), newestFirst]));
    return first === undefined
      ? unmatched
      : { conversation: O.some(first), also: others.map(({ request_id }) => request_id), isProven: false };
  };

/** Says what a message is about, if we know who wrote it. */
export const matchMessage = (message: ReceivedMessage): Matching<Match> =>
  pipe(
    byToken(message),
    RTE.chain((proven) => {
      if (O.isSome(proven)) return RTE.right({ conversation: proven, also: [], isProven: true });
      return message.trusted ? pipe(candidatesFor(message), RTE.map(matchOf(message))) : RTE.right(unmatched);
    }),
  );
