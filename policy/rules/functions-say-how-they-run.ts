import { resourceRule } from "../resource-rule";
import { FUNCTION } from "../types";
import { isText } from "../values";

/** Left unsaid, a function gets Pulumi's broad policies, or a runtime that never changes again. */
export const functionsSayHowTheyRun = resourceRule({
  name: "functions-say-how-they-run",
  description: "Functions have a role, a runtime and a time limit of their own",
  types: [FUNCTION],
  faults: ({ props }) => [
    ...(isText(props.role) ? [] : ["has no role"]),
    ...(isText(props.runtime) ? [] : ["has no runtime"]),
    ...(typeof props.timeout === "number" ? [] : ["has no timeout"]),
  ],
});
