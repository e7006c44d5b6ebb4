import { resourceRule } from "../resource-rule";
import { isText, listOf, recordOf, statementsOf } from "../values";

const policiesIn = (props: Readonly<Record<string, unknown>>): readonly unknown[] => [
  ...listOf(props.policy),
  ...listOf(props.inlinePolicies).map((inline) => recordOf(inline).policy),
];

/** What a policy allows is listed action by action; denying may be wide. */
export const noActionByPattern = resourceRule({
  name: "no-action-by-pattern",
  description: "Policies allow actions by their names, never by a pattern",
  types: ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy", "aws:iam/role:Role"],
  faults: ({ props }) =>
    policiesIn(props)
      .flatMap(statementsOf)
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action, NotAction }) => [
        ...listOf(Action)
          .filter((action) => isText(action) && /[*?]/.test(action))
          .map((action) => `allows ${String(action)}`),
        ...(NotAction === undefined ? [] : ["allows all actions but some"]),
      ]),
});
