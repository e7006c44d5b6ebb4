import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import { contramap } from "fp-ts/Ord";
import * as RA from "fp-ts/ReadonlyArray";
import * as S from "fp-ts/string";
import * as t from "io-ts";
import type { JsonObject } from "../codec/json";
import type { Conversation } from "../conversation/conversation";
import { faulty } from "../request/checked";
import { IsoDateTime } from "../request/text";
import { type Rejection, rejectionOf } from "../router/rejection";

/** A file that came with a message; where it is kept is not told. */
type File = { readonly content_type: string; readonly name: string | null; readonly bytes: number | null };

/** One message of a conversation, whoever wrote it. */
export type ToldMessage = {
  /** The carrier's; unknown where only an operator knows that it was sent. */
  readonly message_id: string | null;
  readonly timestamp: string;
  readonly role: "assistant" | "user";
  readonly content: string;
  readonly prompt_tokens: number | null;
  readonly completion_tokens: number | null;
  readonly total_tokens: number | null;
  readonly delivery_status: string | null;
  readonly author: "assistant" | "recipient";
  readonly by: string | null;
  readonly message_kind: string;
  readonly media: readonly File[];
  /** Of ours, in order; 0 is the first. */
  readonly turn: number | null;
};

/** The newest messages, in order, and where to go on with older ones. */
export type MessagePage = { readonly messages: readonly ToldMessage[]; readonly cursor: string | null };

export const NO_MESSAGES: MessagePage = { messages: [], cursor: null };

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

const Ours = t.type({
  message_id: orNull(t.string),
  timestamp: IsoDateTime,
  content: t.string,
  prompt_tokens: t.number,
  completion_tokens: t.number,
  total_tokens: t.number,
  delivery_status: orNull(t.string),
});

const Theirs = t.type({
  message_id: t.string,
  timestamp: IsoDateTime,
  content: t.string,
  message_kind: t.string,
  media: t.readonlyArray(
    t.intersection([t.type({ content_type: t.string }), t.partial({ name: t.string, bytes: t.number })]),
  ),
});

const ourMessage = (message: t.TypeOf<typeof Ours>): ToldMessage => ({
  message_id: message.message_id,
  timestamp: message.timestamp,
  role: "assistant",
  content: message.content,
  prompt_tokens: message.prompt_tokens,
  completion_tokens: message.completion_tokens,
  total_tokens: message.total_tokens,
  delivery_status: message.delivery_status,
  author: "assistant",
  by: null,
  message_kind: "text",
  media: [],
  turn: 0,
});

const theirMessage = ({
  message_id,
  timestamp,
  content,
  message_kind,
  media,
}: t.TypeOf<typeof Theirs>): ToldMessage => ({
  message_id,
  timestamp,
  role: "user",
  content,
  prompt_tokens: null,
  completion_tokens: null,
  total_tokens: null,
  delivery_status: null,
  author: "recipient",
  by: null,
  message_kind,
  media: media.map(({ content_type, name = null, bytes = null }) => ({ content_type, name, bytes })),
  turn: null,
});

/** What is not as the engine writes it is left out. */
const readAs = <A>(codec: t.Decoder<unknown, A>, told: (read: A) => ToldMessage) =>
  RA.filterMap(flow(codec.decode, O.fromEither, O.map(told)));

/** Times of the record, in one form; of two at the same time ours comes first. */
const placeOf = ({ timestamp, role, message_id }: ToldMessage): string =>
  `${new Date(timestamp).toISOString()} ${role} ${message_id ?? ""}`;

const byPlace = contramap(placeOf)(S.Ord);

/** Messages that one answer holds. */
export const MOST_MESSAGES = 200;

/** A place in the list, as it is handed out. */
const cursorAt = (message: ToldMessage): string => Buffer.from(placeOf(message), "utf8").toString("base64url");

const PLACE = /^\d{4}-\d\d-\d\dT[\d:.]+Z (?:assistant|user) /;

/** The place that a caller has come to; none at the beginning. */
export const placeIn = (cursor: string | undefined): E.Either<Rejection, O.Option<string>> => {
  if (cursor === undefined) return E.right(O.none);
  const place = Buffer.from(cursor, "base64url").toString("utf8");
  return PLACE.test(place)
    ? E.right(O.some(place))
    : pipe(faulty("cursor", "INVALID_ACTION", "must be one that an answer has given"), E.mapLeft(rejectionOf));
};

/** The newest messages of a conversation, or of those that are older than a place. */
export const pageOf = (
  { messages }: Conversation,
  received: readonly JsonObject[],
  before: O.Option<string>,
): MessagePage => {
  const all = [...readAs(Ours, ourMessage)(messages), ...readAs(Theirs, theirMessage)(received)];
  const older = pipe(
    all,
    RA.sort(byPlace),
    RA.filter((message) => O.isNone(before) || placeOf(message) < before.value),
  );
  const page = older.slice(-MOST_MESSAGES);
  const [oldest] = page;
  return { messages: page, cursor: oldest === undefined || page.length === older.length ? null : cursorAt(oldest) };
};

/** When the recipient wrote last. */
export const newestReceived = (received: readonly JsonObject[]): O.Option<Date> =>
  pipe(
    received,
    readAs(Theirs, theirMessage),
    RA.sort(byPlace),
    RA.last,
    O.map(({ timestamp }) => new Date(timestamp)),
  );
