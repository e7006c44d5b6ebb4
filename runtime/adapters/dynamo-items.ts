import { isDeepStrictEqual } from "node:util";
import type { UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { toAttribute } from "../codec/attribute-value";
import type { JsonObject } from "../codec/json";
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
