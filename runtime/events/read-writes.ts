import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as RA from "fp-ts/ReadonlyArray";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import { fromAttributes, Item } from "../codec/attribute-value";
import { decodeOr, type JsonObject } from "../codec/json";
import type { Unreadable } from "../conversation/conversation";
import type { HasLog } from "../log/log";
import type { Step } from "../step";
import { eventsOf, type HappenedEvent } from "./events-of";

/** A write, as the table's stream tells it: the item after it, unless it was deleted, and before it, unless it is new. */
const Write = t.type({
  dynamodb: t.intersection([
    t.type({ SequenceNumber: t.string }),
    t.partial({ NewImage: t.unknown, OldImage: t.unknown }),
  ]),
});
export type Write = t.TypeOf<typeof Write>;

/** An event source mapping's event. */
export const StreamEvent = t.type({ Records: t.readonlyArray(Write) });

/** What a write tells, and the number from which the stream would tell it again. */
export type Happened = { readonly event: HappenedEvent; readonly sequence: string };

const itemIn = (image: unknown): E.Either<Unreadable, JsonObject | undefined> =>
  image === undefined
    ? E.right(undefined)
    : pipe(
        image,
        decodeOr(Item, (places): Unreadable => ({ _tag: "Unreadable", reason: `image of an item: ${places}` })),
        E.map(fromAttributes),
      );

const read = ({ dynamodb: { OldImage, NewImage } }: Write): E.Either<Unreadable, readonly HappenedEvent[]> =>
  pipe(
    E.Do,
    E.bind("old", () => itemIn(OldImage)),
    E.bind("now", () => itemIn(NewImage)),
    E.chain(({ old, now }) => eventsOf(old, now)),
  );

/** What nobody can read is told to an alarm, and passed over: the stream would not go on past what comes again. */
const happenedIn =
  (write: Write): Step<HasLog, never, readonly Happened[]> =>
  ({ log }) =>
    pipe(
      read(write),
      E.match(
        ({ reason }) =>
          TE.fromIO(() => {
            log.error({ event: "event_unreadable", critical: true, reason })();
            return [];
          }),
        (events) => TE.right(events.map((event) => ({ event, sequence: write.dynamodb.SequenceNumber }))),
      ),
    );

/** What has happened by a batch of writes, in their order. */
export const readWrites = (writes: readonly Write[]): Step<HasLog, never, readonly Happened[]> =>
  pipe(writes, RTE.traverseSeqArray(happenedIn), RTE.map(RA.flatten));
