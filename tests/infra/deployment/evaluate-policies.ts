import type { RunResult } from "../../../tools/engine/program/deployment";
import { allOf, arn, oneOf, parsed } from "../helpers/declared";

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const anything: Readonly<Record<string, string>> = { "*": ".*", "?": "." };

const regexOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern.replace(/\$\{([*?])\}|([*?])|[^$*?]+|\$/g, (part, itself, wild) => anything[wild] ?? literally(itself ?? part))}$`,
  );

/** A few hundred patterns meet a few hundred thousand texts. */
const regexes = new Map<string, RegExp>();

/** Whether a text matches IAM's pattern: `*` is any run of characters, `?` one, and `${*}` and `${?}` are themselves. */
const matchesWildcard = (pattern: string, text: string): boolean => {
  const regex = regexes.get(pattern) ?? regexOf(pattern);
  regexes.set(pattern, regex);
  return regex.test(text);
};

/** One call as IAM sees it. */
export type Call = {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
};

/** A call on a resource of the service whose action it is, in the stack's region. */
export const callOn = (action: string, rest: string): Call => ({
  action,
  resource: arn(action.split(":")[0] ?? "", rest),
});

type OneOrMany = string | readonly string[];
type Conditions = Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;
type Statement = {
  readonly Effect: "Allow" | "Deny";
  readonly Action: OneOrMany;
  readonly Resource: OneOrMany;
  readonly Condition?: Conditions;
};
export type Policy = { readonly Statement: readonly Statement[] };

const list = (given: OneOrMany): readonly string[] => (typeof given === "string" ? [given] : given);

const operators: Readonly<Record<string, (pattern: string, value: string) => boolean>> = {
  StringEquals: (pattern, value) => pattern === value,
  ArnEquals: matchesWildcard,
  ArnLike: matchesWildcard,
  // One value per key here, so that all of them are that one.
  "ForAllValues:StringLike": matchesWildcard,
};

const holds = (conditions: Conditions, context: Readonly<Record<string, string>>): boolean =>
  Object.entries(conditions).every(([operator, keys]) => {
    const test = operators[operator];
    if (test === undefined) throw new Error(`The evaluation does not know the operator ${operator}`);
    return Object.entries(keys).every(([key, wanted]) => {
      const value = context[key];
      return value !== undefined && list(wanted).some((pattern) => test(pattern, value));
    });
  });

const known = new Set(["Sid", "Effect", "Action", "Resource", "Condition"]);

const applies = (statement: Statement, { action, resource, context = {} }: Call): boolean => {
  const strange = Object.keys(statement).filter((name) => !known.has(name));
  if (strange.length > 0) throw new Error(`The evaluation does not know ${strange.join(", ")}`);
  return (
    list(statement.Action).some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase())) &&
    list(statement.Resource).some((pattern) => matchesWildcard(pattern, resource)) &&
    holds(statement.Condition ?? {}, context)
  );
};

/** Whether identity policies allow a call: one statement allows it and none denies it (IAM user guide, "Policy evaluation logic"). */
export const isAllowed = (policies: readonly Policy[], call: Call): boolean => {
  const applying = policies.flatMap(({ Statement }) => Statement).filter((statement) => applies(statement, call));
  return applying.some(({ Effect }) => Effect === "Allow") && !applying.some(({ Effect }) => Effect === "Deny");
};

/** The documents of the managed policies attached to a role that the program declares. */
export const attachedPolicies = (run: RunResult, role: string): readonly Policy[] => {
  const roleName = oneOf(run, "iam/role:Role", role).state.name;
  const attached = allOf(run, "iam/rolePolicyAttachment:RolePolicyAttachment")
    .filter(({ inputs }) => inputs.role === roleName)
    .map(({ inputs }) => inputs.policyArn);
  return allOf(run, "iam/policy:Policy")
    .filter(({ state }) => attached.includes(state.arn))
    .map(({ inputs }) => parsed(inputs.policy) as Policy);
};
