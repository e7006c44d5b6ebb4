import { resourceRule } from "../resource-rule";

export const logGroupsExpire = resourceRule({
  name: "log-groups-expire",
  description: "Log groups have a retention",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  faults: ({ props }) =>
    typeof props.retentionInDays === "number" && props.retentionInDays > 0 ? [] : ["keeps its lines for ever"],
});
