import type { Condition, Grant, Level } from "./grant";
import { actionsFor } from "./grant";

export type PolicyStatement = {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Condition;
};

const allowed = (level: Level, grant: Grant): readonly PolicyStatement[] => {
  const actions = actionsFor(level, grant);
  if (actions.length === 0) return [];
  const condition = grant.when === undefined ? {} : { Condition: grant.when };
  return [{ Sid: grant.sid, Effect: "Allow", Action: actions, Resource: grant.on, ...condition }];
};

/** What grants come to for a role of that level; nothing when there is nothing in them for it. */
export const grantStatements = (level: Level, grants: readonly Grant[]): readonly PolicyStatement[] =>
  grants.flatMap((grant) => allowed(level, grant));

export const policyText = (statements: readonly PolicyStatement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
