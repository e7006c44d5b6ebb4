import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { credentialsNameOf } from "../company/company";
import { type ConversationKey, isoAfter } from "../conversation/conversation";
import { caughtUp, LONGEST_SPAN, lookLater, type Sender, shorterStretch } from "../conversation/sender";
import type { Change } from "../conversation/transitions";
import type { LogEvent } from "../log/log";
import type { ListedMessage } from "../ports/inbox";
import { readCredentials } from "../secrets";
import { type Step, within } from "../step";
import { type CatchUpFailure, type OpenedInbox, type ProjectGone, queueMissed } from "./missed-messages";
import { LOOK_MS } from "./sweep-conversation";
import type { SweeperEnv } from "./sweeper-env";

/** Seconds in which a carrier posts a message itself, and lists it. */
const SETTLED_SECONDS = 120;
/** Seconds for one stretch of a list. */
const LISTING_SECONDS = 20;
/** A sender that is so many seconds behind is told to an alarm. */
const FAR_BEHIND_SECONDS = 86_400;

type Looking<A> = Step<SweeperEnv, CatchUpFailure, A>;

const nothing: Looking<void> = RTE.right(undefined);

const open = (sender: Sender): Looking<OpenedInbox> =>
  pipe(
    ({ companies }: SweeperEnv) => companies.find(sender.of),
    RTE.chainOptionKW((): ProjectGone => ({ _tag: "ProjectGone" }))((found) =>
      pipe(
        O.Do,
        O.apS("company", found),
        O.bind("name", ({ company }) => credentialsNameOf(company, sender.channel)),
      ),
    ),
    RTE.bindW("credentials", ({ name }) => readCredentials(sender.channel, name)),
    RTE.map(({ company, credentials }) => ({ sender, company, credentials })),
  );

const move =
  (sender: Sender, change: Change): Looking<void> =>
  ({ conversations }) =>
    conversations.change(sender, change);

/** The stretch of the list that is read next; none before there is anything to read. */
const stretchOf = ({ caught_up_to, span_seconds = LONGEST_SPAN }: Sender, now: Date) => {
  const settled = isoAfter(now, -SETTLED_SECONDS);
  if (caught_up_to === undefined || caught_up_to >= settled) return undefined;
  const end = isoAfter(new Date(caught_up_to), span_seconds);
  const isLast = end >= settled;
  return { from: caught_up_to, end: isLast ? settled : end, isLast };
};

const list =
  ({ sender, credentials }: OpenedInbox, from: string, end: string): Looking<readonly ListedMessage[] | undefined> =>
  ({ inbox }) =>
    inbox.list(credentials, {
      channel: sender.channel,
      to: sender.address,
      from: new Date(from),
      before: new Date(end),
      timeoutMs: LISTING_SECONDS * 1000,
    });

/** One stretch to its end, with which it is done for good: the next follows at the next look. */
const advance =
  (opened: OpenedInbox): Looking<void> =>
  (env) => {
    const { sender } = opened;
    const now = env.clock.now();
    const later = isoAfter(now, env.settings.catchUpSeconds);
    const stretch = stretchOf(sender, now);
    if (stretch === undefined) return move(sender, lookLater(sender, later))(env);
    const { from, end, isLast } = stretch;
    return pipe(
      list(opened, from, end),
      RTE.chain((found) =>
        found === undefined
          ? move(sender, shorterStretch(sender, now))
          : pipe(
              found,
              RTE.traverseSeqArray(queueMissed(opened)),
              RTE.chain(() => move(sender, caughtUp(sender, end, isLast ? later : now.toISOString()))),
            ),
      ),
    )(env);
  };

/** From now on: what was written before the sender was declared is nobody's to hear. */
const begin =
  (sender: Sender): Looking<void> =>
  (env) => {
    const now = env.clock.now();
    return move(sender, caughtUp(sender, now.toISOString(), isoAfter(now, env.settings.catchUpSeconds)))(env);
  };

const lineOf = (event: string, { channel, of, conversation_id }: Sender, failure: CatchUpFailure): LogEvent => ({
  event,
  channel,
  ...of,
  conversation_id,
  status: failure._tag,
  ...("reason" in failure ? { reason: failure.reason } : {}),
});

const isFarBehind = ({ caught_up_to }: Sender, now: Date): boolean =>
  caught_up_to !== undefined && caught_up_to < isoAfter(now, -FAR_BEHIND_SECONDS);

/** A carrier, a secret or a table that fails: later, and the others lose nothing by it. */
const putOff =
  (sender: Sender) =>
  (failure: CatchUpFailure): Looking<void> =>
  ({ clock, log, settings, conversations }) => {
    if (failure._tag === "ChangeRefused") return TE.left(failure);
    const now = clock.now();
    if (isFarBehind(sender, now)) log.error({ ...lineOf("inbound_far_behind", sender, failure), critical: true })();
    else log.warn(lineOf("catch_up_put_off", sender, failure))();
    return conversations.change(sender, lookLater(sender, isoAfter(now, settings.catchUpSeconds)));
  };

const look = (sender: Sender): Looking<void> =>
  sender.caught_up_to === undefined ? begin(sender) : pipe(open(sender), RTE.chain(advance));

/** The index may be behind its item, which says when it is due. */
const lookIfDue =
  (sender: Sender): Looking<void> =>
  (env) =>
    sender.next_check_at > env.clock.now().toISOString()
      ? nothing(env)
      : pipe(look(sender), within(LOOK_MS), RTE.orElse(putOff(sender)))(env);

const read =
  (key: ConversationKey): Looking<O.Option<Sender>> =>
  ({ senders }) =>
    senders.read(key);

const tell =
  ({ conversation_id }: ConversationKey) =>
  ({ _tag }: CatchUpFailure): Looking<void> =>
  ({ log }) =>
    // Somebody else has looked meanwhile.
    _tag === "ChangeRefused"
      ? TE.right(undefined)
      : TE.fromIO(log.warn({ event: "sweep_failed", conversation_id, status: _tag }));

/** Finds out what people wrote to a sender of ours and no webhook brought, by its carrier's list, and queues that. */
export const catchUp = (key: ConversationKey): Looking<void> =>
  pipe(read(key), RTE.chain(O.match(() => nothing, lookIfDue)), RTE.orElse(tell(key)));
