import { isJsonObject } from "../../../runtime/codec/json";
import {
  jsonAt,
  numberAt,
  recordAt,
  refuseInputs,
  requiredNumberAt,
  requiredTextAt,
  textAt,
  textMapAt,
  textsAt,
} from "./read-input";
import { forget, type MakeResource, type ResourceRules } from "./resource-handler";

/** Declares a metric filter, which runs over the functions' real log lines. */
const makeLogMetricFilter: MakeResource = (inputs, { name }, { cloud }) => {
  const transformation = recordAt(inputs, "metricTransformation") ?? {};
  refuseInputs(transformation, ["dimensions", "unit"]);
  cloud.cloudWatch.putMetricFilter({
    name,
    logGroup: requiredTextAt(inputs, "logGroupName"),
    pattern: requiredTextAt(inputs, "pattern"),
    metric: {
      namespace: requiredTextAt(transformation, "namespace"),
      name: requiredTextAt(transformation, "name"),
      value: requiredNumberAt(transformation, "value"),
      defaultValue: numberAt(transformation, "defaultValue"),
    },
  });
  return undefined;
};

/** Declares an alarm on one metric. */
const makeMetricAlarm: MakeResource = (inputs, { name, arn }, { cloud }) => {
  refuseInputs(inputs, [
    "metricQueries",
    "extendedStatistic",
    "datapointsToAlarm",
    "okActions",
    "insufficientDataActions",
  ]);
  const description = textAt(inputs, "alarmDescription");
  cloud.cloudWatch.putAlarm({
    name,
    arn,
    evaluationPeriods: requiredNumberAt(inputs, "evaluationPeriods"),
    ...(description === undefined ? {} : { description }),
    namespace: requiredTextAt(inputs, "namespace"),
    metricName: requiredTextAt(inputs, "metricName"),
    dimensions: textMapAt(inputs, "dimensions"),
    statistic: requiredTextAt(inputs, "statistic"),
    periodSeconds: requiredNumberAt(inputs, "period"),
    threshold: requiredNumberAt(inputs, "threshold"),
    comparisonOperator: requiredTextAt(inputs, "comparisonOperator"),
    treatMissingData: textAt(inputs, "treatMissingData") ?? "missing",
    alarmActions: textsAt(inputs, "alarmActions"),
    actionsEnabled: inputs.actionsEnabled !== false,
  });
  return undefined;
};

/** Requires that a dashboard's body is one; nothing shows it here. */
const makeDashboard: MakeResource = (inputs) => {
  const body = jsonAt(inputs, "dashboardBody");
  if (!isJsonObject(body) || !Array.isArray(body.widgets)) throw new Error("dashboardBody must hold a list of widgets");
  return undefined;
};

export const cloudWatchRules: ResourceRules = {
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    make: makeLogMetricFilter,
    remove: ({ inputs, name }, { cloud }) =>
      cloud.cloudWatch.removeMetricFilter(requiredTextAt(inputs, "logGroupName"), name),
    replaceOn: ["name", "logGroupName"],
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    make: makeMetricAlarm,
    remove: ({ name }, { cloud }) => cloud.cloudWatch.removeAlarm(name),
    replaceOn: ["name"],
  },
  "aws:cloudwatch/dashboard:Dashboard": { make: makeDashboard, remove: forget, replaceOn: ["dashboardName"] },
};
