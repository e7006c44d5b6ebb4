import { isDeepStrictEqual } from "node:util";
import type { AttributeValue, UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { toAttribute, toAttributes } from "../codec/attribute-value";
import type { JsonObject } from "../codec/json";
import type { Counted, Counting } from "../conversation/spending";
import type { Change } from "../conversation/transitions";

type Expression = Pick<
  UpdateItemCommandInput,
  "UpdateExpression" | "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues"
>;

const names = (prefix: string, entries: readonly string[]): readonly (readonly [string, string])[] =>
  entries.map((name, index) => [`#${prefix}${index}`, name]);

const listed = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);

/** A change as DynamoDB's expressions, every name and value by placeholder. A record that is gone is not made anew. */
export const updateExpression = ({ when, set, append = {}, remove = [] }: Change): Expression => {
  const conditions = Object.values(when).map(
    (value, i) =>
      `#w${i} IN (${listed(value)
        .map((_, j) => `:w${i}_${j}`)
        .join(", ")})`,
  );
  const sets = [
    ...Object.keys(set).map((_, i) => `#s${i} = :s${i}`),
    ...Object.keys(append).map((_, i) => `#a${i} = list_append(if_not_exists(#a${i}, :none), :a${i})`),
  ];
  const removes = remove.map((_, i) => `#r${i}`);
  return {
    UpdateExpression: [
      ...(sets.length === 0 ? [] : [`SET ${sets.join(", ")}`]),
      ...(removes.length === 0 ? [] : [`REMOVE ${removes.join(", ")}`]),
    ].join(" "),
    ConditionExpression: ["attribute_exists(conversation_id)", ...conditions].join(" AND "),
    ExpressionAttributeNames: Object.fromEntries([
      ...names("w", Object.keys(when)),
      ...names("s", Object.keys(set)),
      ...names("a", Object.keys(append)),
      ...names("r", remove),
    ]),
    ExpressionAttributeValues: Object.fromEntries([
      ...Object.values(when).flatMap((value, i) => listed(value).map((one, j) => [`:w${i}_${j}`, toAttribute(one)])),
      ...Object.values(set).map((value, i) => [`:s${i}`, toAttribute(value)]),
      ...Object.values(append).map((value, i) => [`:a${i}`, toAttribute(value)]),
      ...(Object.keys(append).length === 0 ? [] : [[":none", toAttribute([])]]),
    ]),
  };
};

/**
 * Whether a record already is as a change would make it: an answer was lost on the way, and the same change came again.
 * What the change requires and does not itself alter must still hold, else another writer's record might look like ours.
 */
export const hasApplied = (record: JsonObject, { when, set }: Change): boolean =>
  Object.keys(set).length > 0 &&
  Object.entries(set).every(([name, value]) => isDeepStrictEqual(record[name], value)) &&
  Object.entries(when).every(
    ([name, value]) => Object.hasOwn(set, name) || [value].flat().includes(String(record[name])),
  );

/** In a counter the conversations of one recipient are an attribute of its own. */
const attributeOf = ({ recipient }: Counting): string => `to#${recipient}`;

/** One more conversation in a counter, if it has room; the first one makes the counter. */
export const countExpression = (counting: Counting): Expression => ({
  UpdateExpression: "SET #ttl = :ttl ADD #to :conversation, #messages :one, #tokens :tokens",
  ConditionExpression: [
    "(attribute_not_exists(#to) OR (size(#to) < :ofRecipient AND NOT contains(#to, :member)))",
    "(attribute_not_exists(#messages) OR #messages < :messages)",
    "(attribute_not_exists(#tokens) OR #tokens <= :room)",
  ].join(" AND "),
  ExpressionAttributeNames: {
    "#ttl": "ttl",
    "#to": attributeOf(counting),
    "#messages": "messages",
    "#tokens": "tokens",
  },
  ExpressionAttributeValues: {
    ":conversation": { SS: [counting.conversation] },
    ":member": { S: counting.conversation },
    ...toAttributes({
      ":one": 1,
      ":ttl": counting.ttl,
      ":tokens": counting.tokens,
      ":messages": counting.most.messages,
      ":ofRecipient": counting.most.ofRecipient,
      ":room": counting.most.tokens - counting.tokens,
    }),
  },
});

/** What a counter holds; nothing, where there is none yet. */
export const countedIn = (item: Readonly<Record<string, AttributeValue>> | undefined, counting: Counting): Counted => ({
  messages: Number(item?.messages?.N ?? 0),
  tokens: Number(item?.tokens?.N ?? 0),
  ofRecipient: item?.[attributeOf(counting)]?.SS ?? [],
});
