import { resourceRule } from "../resource-rule";
import { TABLE } from "../types";
import { recordOf } from "../values";

/** Stacks whose data is thrown away with them. */
const DISPOSABLE = new Set(["dev", "local"]);

/** Data of people outlives mistakes; only a stack that is made to be thrown away goes without. */
export const tablesAreProtected = resourceRule({
  name: "tables-are-protected",
  description: "In production, tables can be restored to a point in time and not be deleted",
  types: [TABLE],
  faults: ({ props, opts, stack }) =>
    DISPOSABLE.has(stack)
      ? []
      : [
          ...(recordOf(props.pointInTimeRecovery).enabled === true ? [] : ["cannot be restored to a point in time"]),
          ...(props.deletionProtectionEnabled === true ? [] : ["can be deleted in DynamoDB"]),
          ...(opts.protect ? [] : ["can be deleted by Pulumi"]),
        ],
});
