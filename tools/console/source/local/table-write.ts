import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as R from "fp-ts/ReadonlyRecord";
import * as t from "io-ts";
import { parseJson } from "../../../../runtime/codec/json";
import type { ConversationKey } from "../../../../runtime/conversation/conversation";
import type { AwsCall } from "../../../aws/refusals";
import type { TimelineEntry } from "../../api/conversation";
import { type Told, told } from "../timeline";

const TOLD = [
  "send_state",
  "conversation_status",
  "delivery_status",
  "failure_reason",
  "attempt_id",
  "lease_owner",
  "next_check_at",
] as const;

/** A write to a conversation's record, by what the console tells of it. */
export type TableWrite = {
  /** ISO 8601, when it was answered. */
  readonly at: string;
  readonly key: ConversationKey;
  readonly kind: "new" | "changed" | "gone";
  readonly set: Readonly<Partial<Record<(typeof TOLD)[number], string>>>;
  readonly appended: readonly string[];
  /** A refused write changed nothing: its condition did not hold, or the store was made to fail. */
  readonly outcome: "done" | "refused" | "failed";
};

/** Of an attribute only a text is told. */
const Values = t.record(t.string, t.partial({ S: t.string }));
const Key = t.type({ primary_channel: t.type({ S: t.string }), conversation_id: t.type({ S: t.string }) });

const Update = t.intersection([
  t.type({ TableName: t.string, Key, UpdateExpression: t.string }),
  t.partial({ ExpressionAttributeNames: t.record(t.string, t.string), ExpressionAttributeValues: Values }),
]);
const Put = t.type({ TableName: t.string, Item: t.intersection([Key, Values]) });
const Delete = t.type({ TableName: t.string, Key });

type Written = Pick<TableWrite, "key" | "kind" | "set" | "appended">;

const keyOf = ({ primary_channel, conversation_id }: t.TypeOf<typeof Key>): ConversationKey => ({
  primary_channel: primary_channel.S,
  conversation_id: conversation_id.S,
});

const toldOf = (values: t.TypeOf<typeof Values>): TableWrite["set"] =>
  Object.fromEntries(TOLD.flatMap((name) => (values[name]?.S === undefined ? [] : [[name, values[name].S]])));

const ofUpdate = (update: t.TypeOf<typeof Update>): Written => {
  const { UpdateExpression, ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = update;
  const nameOf = (placeholder = ""): string => ExpressionAttributeNames[placeholder] ?? "";
  const set = [...UpdateExpression.matchAll(/(#\w+) = (:\w+)/g)].map(
    ([, name, value = ""]) => [nameOf(name), ExpressionAttributeValues[value] ?? {}] as const,
  );
  const appended = [...UpdateExpression.matchAll(/(#\w+) = list_append/g)].map(([, name]) => nameOf(name));
  return { key: keyOf(update.Key), kind: "changed", set: toldOf(Object.fromEntries(set)), appended };
};

/** What a client sent may be anything; what is of another form wrote nothing. */
const reader =
  <A extends { readonly TableName: string }>(form: t.Decoder<unknown, A>, written: (input: A) => Written) =>
  (tableName: string): ((body: string) => O.Option<Written>) =>
    flow(
      parseJson(() => []),
      E.chain(form.decode),
      O.fromEither,
      O.filter(({ TableName }) => TableName === tableName),
      O.map(written),
    );

const readers = {
  UpdateItem: reader(Update, ofUpdate),
  PutItem: reader(Put, ({ Item }) => ({ key: keyOf(Item), kind: "new", set: toldOf(Item), appended: [] })),
  DeleteItem: reader(Delete, (given) => ({ key: keyOf(given.Key), kind: "gone", set: {}, appended: [] })),
};

const outcomeOf = (status: number): TableWrite["outcome"] =>
  status < 300 ? "done" : status < 500 ? "refused" : "failed";

/** What a call of DynamoDB wrote to a conversation; nothing for any other call, and for the guards of requests. */
export const tableWrite = (
  { operation, body }: AwsCall,
  status: number,
  tableName: string,
  at: Date,
): O.Option<TableWrite> =>
  pipe(
    body.includes(tableName) ? R.lookup(operation)(readers) : O.none,
    O.chain((read) => read(tableName)(body)),
    O.filter(({ key }) => !key.primary_channel.startsWith("request#")),
    O.map((write) => ({ at: at.toISOString(), ...write, outcome: outcomeOf(status) })),
  );

const ofState = ({ set, appended }: TableWrite): Told | undefined => {
  const reason = set.failure_reason;
  switch (set.send_state) {
    case "drafted":
      if (appended.includes("settlements")) return told("operator", "Settled: to be sent again");
      return reason === undefined
        ? told("step", "The draft is saved")
        : told("trouble", "Back to the draft: definitely not sent", reason);
    case "sending":
      return told("step", "Committed to send", `attempt ${set.attempt_id}`);
    case "sent":
      return told("step", "Recorded as sent", set.delivery_status);
    case "failed":
      return reason === "cancelled"
        ? told("step", "Cancelled before it was sent")
        : told("trouble", "Failed for good", reason);
    case "uncertain":
      return told("trouble", "Uncertain: the carrier may have it", reason);
    default:
      return undefined;
  }
};

const tell = (write: TableWrite): Told | undefined => {
  const { set, appended, kind } = write;
  if (kind === "new") return told("step", "Claimed: the record is made", `by ${set.lease_owner}`);
  const byState = ofState(write);
  if (byState !== undefined) return byState;
  if (appended.includes("settlements")) return told("operator", "Resumed or settled by an operator");
  if (appended.includes("conflicts")) return told("note", "Another request reused the id");
  if (set.delivery_status !== undefined) return told("delivery", `Receipt: ${set.delivery_status}`, set.failure_reason);
  if (set.lease_owner !== undefined) return told("step", "Taken over by a processor", `by ${set.lease_owner}`);
  if (set.failure_reason !== undefined) return told("trouble", "Setback noted", set.failure_reason);
  return undefined;
};

const whatBecameOf = (known: Told, write: TableWrite): Told => {
  if (write.kind === "new") return told("note", "Received again", "the record is there already");
  return write.outcome === "failed"
    ? told("trouble", `Could not be written: ${known.title}`, "the table answered with an error")
    : told("note", `Refused: ${known.title}`, "somebody else had moved the record");
};

/** Every change of the record, as it was written. Renewed leases are left out. */
export const writeTimeline = (writes: readonly TableWrite[]): readonly TimelineEntry[] => {
  let attempt = 0;
  return writes.flatMap((write) => {
    const known = tell(write);
    if (known === undefined) return [];
    const isAttempt = write.outcome === "done" && write.set.send_state === "sending";
    if (isAttempt) attempt += 1;
    const shown = write.outcome === "done" ? known : whatBecameOf(known, write);
    return [{ at: write.at, source: "write" as const, attempt: isAttempt ? attempt : null, ...shown }];
  });
};
