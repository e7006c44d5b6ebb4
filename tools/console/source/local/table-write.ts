import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as R from "fp-ts/ReadonlyRecord";
import * as t from "io-ts";
import { parseJson } from "../../../../runtime/codec/json";
import type { ConversationKey } from "../../../../runtime/conversation/conversation";
import type { DynamoCall } from "../../../aws/dynamo/dynamo";

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

const ofPut = ({ Item }: t.TypeOf<typeof Put>): Written => ({
  key: keyOf(Item),
  kind: "new",
  set: toldOf(Item),
  appended: [],
});

const ofDelete = ({ Key: key }: t.TypeOf<typeof Delete>): Written => ({
  key: keyOf(key),
  kind: "gone",
  set: {},
  appended: [],
});

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
  PutItem: reader(Put, ofPut),
  DeleteItem: reader(Delete, ofDelete),
};

const outcomeOf = (status: number): TableWrite["outcome"] =>
  status < 300 ? "done" : status < 500 ? "refused" : "failed";

/** What a call of DynamoDB wrote to a conversation; nothing for any other call, and for the guards of requests. */
export const tableWrite = (
  { operation, body }: DynamoCall,
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
