import { isRecord } from "../engine/is-record";

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** IAM takes a single entry without its list. */
const oneOrMany = (value: unknown): unknown => {
  const entries = list(value);
  return entries.length === 1 ? entries[0] : entries;
};

const present = (name: string, value: unknown): Readonly<Record<string, unknown>> =>
  list(value).length === 0 ? {} : { [name]: oneOrMany(value) };

const principal = (name: string, value: unknown): Readonly<Record<string, unknown>> => {
  const entries = list(value).filter(isRecord);
  if (entries.length === 0) return {};
  const isAnyone = entries.length === 1 && entries[0]?.type === "*";
  return { [name]: isAnyone ? "*" : Object.fromEntries(entries.map((one) => [one.type, oneOrMany(one.identifiers)])) };
};

const conditions = (value: unknown): Readonly<Record<string, unknown>> => {
  const entries = list(value).filter(isRecord);
  if (entries.length === 0) return {};
  const byTest: Record<string, Record<string, unknown>> = {};
  for (const { test, variable, values } of entries) {
    byTest[String(test)] = { ...byTest[String(test)], [String(variable)]: oneOrMany(values) };
  }
  return { Condition: byTest };
};

const statement = (given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  ...(given.sid === undefined ? {} : { Sid: given.sid }),
  Effect: given.effect ?? "Allow",
  ...present("Action", given.actions),
  ...present("NotAction", given.notActions),
  ...present("Resource", given.resources),
  ...present("NotResource", given.notResources),
  ...principal("Principal", given.principals),
  ...principal("NotPrincipal", given.notPrincipals),
  ...conditions(given.conditions),
});

/** The JSON of `aws.iam.getPolicyDocument`; building on other documents (source, override) is refused by name. */
export const policyDocument = (args: Readonly<Record<string, unknown>>): string => {
  for (const name of ["sourceJson", "overrideJson", "sourcePolicyDocuments", "overridePolicyDocuments"]) {
    if (args[name] !== undefined) throw new Error(`getPolicyDocument: the local run does not support ${name}`);
  }
  return JSON.stringify({
    Version: args.version ?? "2012-10-17",
    ...(args.policyId === undefined ? {} : { Id: args.policyId }),
    Statement: list(args.statements).filter(isRecord).map(statement),
  });
};
