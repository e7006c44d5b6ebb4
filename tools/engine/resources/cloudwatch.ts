import { isJsonObject } from "../../../runtime/codec/json";
import { jsonAt, numberAt, recordAt, requiredNumberAt, requiredTextAt, textAt, textMapAt, textsAt } from "./read-input";
import { forget, type MakeResource, type ResourceRules } from "./resource-handler";

/** Declares a metric filter, which runs over the functions' real log lines. */
const makeLogMetricFilter: MakeResource = (inputs, { name }, { cloud }) => {
  const transformation = recordAt(inputs, "metricTransformation") ?? {};
  const defaultValue = numberAt(transformation, "defaultValue");
  const unit = textAt(transformation, "unit");
  cloud.cloudWatch.putMetricFilter({
    name,
    logGroup: requiredTextAt(inputs, "logGroupName"),
    pattern: textAt(inputs, "pattern") ?? "",
    transformations: [
      {
        namespace: requiredTextAt(transformation, "namespace"),
        name: requiredTextAt(transformation, "name"),
        value: requiredTextAt(transformation, "value"),
        ...(defaultValue === undefined ? {} : { defaultValue }),
        ...(unit === undefined ? {} : { unit }),
        dimensions: textMapAt(transformation, "dimensions"),
      },
    ],
  });
  return undefined;
};

/** Declares an alarm on one metric; one that computes with several is recorded with a warning. */
const makeMetricAlarm: MakeResource = (inputs, { name, arn }, { cloud }) => {
  if (inputs.metricQueries !== undefined) {
    cloud.warn(`The alarm ${name} computes with several metrics; the local run does not evaluate it`);
    cloud.cloudWatch.removeAlarm(name);
    return undefined;
  }
  const description = textAt(inputs, "alarmDescription");
  const evaluationPeriods = requiredNumberAt(inputs, "evaluationPeriods");
  cloud.cloudWatch.putAlarm({
    name,
    arn,
    evaluationPeriods,
    ...(description === undefined ? {} : { description }),
    namespace: requiredTextAt(inputs, "namespace"),
    metricName: requiredTextAt(inputs, "metricName"),
    dimensions: textMapAt(inputs, "dimensions"),
    statistic: textAt(inputs, "statistic") ?? requiredTextAt(inputs, "extendedStatistic"),
    periodSeconds: requiredNumberAt(inputs, "period"),
    datapointsToAlarm: numberAt(inputs, "datapointsToAlarm") ?? evaluationPeriods,
    threshold: requiredNumberAt(inputs, "threshold"),
    comparisonOperator: requiredTextAt(inputs, "comparisonOperator"),
    treatMissingData: textAt(inputs, "treatMissingData") ?? "missing",
    alarmActions: textsAt(inputs, "alarmActions"),
    okActions: textsAt(inputs, "okActions"),
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
