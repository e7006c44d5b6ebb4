/** Operator → condition key → value, as IAM writes it. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One row of what deploying the stack takes: an action group, its resources by this stack's names, or wider ones with the reason why no name can be given. */
export type Grant = {
  readonly sid: string;
  /** What shows a resource as it is, a secret's value included. */
  readonly read?: readonly string[];
  readonly write?: readonly string[];
  readonly when?: Condition;
  readonly on: readonly string[];
  readonly reason?: string;
};

/** How much of a grant a role gets. */
export type Level = "refresh" | "deploy";

/** The actions that a role of that level gets from a grant. */
export const actionsFor = (level: Level, { read = [], write = [] }: Grant): readonly string[] =>
  level === "refresh" ? read : [...read, ...write];

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
