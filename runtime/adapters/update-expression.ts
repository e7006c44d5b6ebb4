import type { UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { Change } from "../conversation/change";
import { toAttribute } from "./attribute-value";

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
