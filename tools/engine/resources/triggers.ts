import { jsonAt, numberAt, recordAt, refuseInputs, requiredTextAt, textAt, textsAt } from "./read-input";
import type { RemoveResource, ResourceHandler } from "./resource-handler";
import { queueUrl } from "./sqs-queue";

/** The name in a function's ARN, or a name as it is; a version or alias is refused by name. */
export const functionName = (nameOrArn: string): string => {
  const [name = "", qualifier] = nameOrArn.includes(":function:")
    ? (nameOrArn.split(":function:")[1] ?? "").split(":")
    : nameOrArn.split(":");
  if (name === "") throw new Error(`${nameOrArn} names no function`);
  if (qualifier !== undefined && qualifier !== "$LATEST") {
    throw new Error(`${nameOrArn}: the local run has no versions or aliases`);
  }
  return name;
};

const unsupported = [
  "filterCriteria",
  "destinationConfig",
  "provisionedPollerConfig",
  "topics",
  "queues",
  "startingPosition",
];

/** Keeps a queue's mapping to its function for when the whole program has been deployed. */
export const makeEventSourceMapping: ResourceHandler = (inputs, { id }, { cloud, declared }) => {
  refuseInputs(inputs, unsupported);
  const queueArn = requiredTextAt(inputs, "eventSourceArn");
  if (!queueArn.startsWith("arn:aws:sqs:")) throw new Error("eventSourceArn: the local run maps queues only");
  const scaling = recordAt(inputs, "scalingConfig") ?? {};
  const maximumConcurrency = numberAt(scaling, "maximumConcurrency");
  const mapped = functionName(requiredTextAt(inputs, "functionName"));
  if (inputs.enabled === false) {
    cloud.warn(`The mapping of ${queueArn} to ${mapped} is disabled`);
    declared.mappings.delete(id);
  } else
    declared.mappings.set(id, {
      uuid: id,
      functionName: mapped,
      queueArn,
      queueUrl: queueUrl(cloud, queueArn.split(":").at(-1) ?? ""),
      batchSize: numberAt(inputs, "batchSize") ?? 10,
      maximumBatchingWindowSeconds: numberAt(inputs, "maximumBatchingWindowInSeconds") ?? 0,
      ...(maximumConcurrency === undefined ? {} : { maximumConcurrency }),
      reportBatchItemFailures: textsAt(inputs, "functionResponseTypes").includes("ReportBatchItemFailures"),
      region: cloud.place.region,
    });
  return {
    state: { uuid: id, functionArn: `arn:aws:lambda:${cloud.place.region}:${cloud.place.account}:function:${mapped}` },
  };
};

export const removeEventSourceMapping: RemoveResource = ({ made }, { declared }) =>
  void declared.mappings.delete(made.id);

/** Under this name a schedule of EventBridge Scheduler is kept, rule and target in one. */
const ruleOfSchedule = (name: string): string => `schedule ${name}`;

/** Keeps a scheduled rule. A rule on events is recorded with a warning: there is no event bus here. */
export const makeEventRule: ResourceHandler = (inputs, { name }, { cloud, declared }) => {
  const expression = textAt(inputs, "scheduleExpression");
  if (expression === undefined) {
    if (inputs.eventPattern === undefined) throw new Error("scheduleExpression or eventPattern is missing");
    cloud.warn(`The rule ${name} waits for events; the local run has none, so it never fires`);
  }
  const enabled = expression !== undefined && inputs.isEnabled !== false && inputs.state !== "DISABLED";
  declared.rules.set(name, { name, expression: expression ?? "", enabled });
  return undefined;
};

/** Keeps a rule's target for when the whole program has been deployed. */
export const makeEventTarget: ResourceHandler = (inputs, made, { declared }) => {
  refuseInputs(inputs, ["inputPath", "inputTransformer", "sqsTarget", "ecsTarget", "batchTarget", "httpTarget"]);
  const arn = requiredTextAt(inputs, "arn");
  if (!arn.includes(":lambda:")) throw new Error(`arn ${arn}: the local run's rules run functions only`);
  const rule = requiredTextAt(inputs, "rule");
  const id = `${rule}-${textAt(inputs, "targetId") ?? made.name}`;
  declared.targets.set(id, {
    rule,
    functionName: functionName(arn),
    input: jsonAt(inputs, "input") ?? scheduledEvent(rule),
  });
  return { id };
};

/** Keeps a schedule of EventBridge Scheduler, which is rule and target in one. */
export const makeSchedule: ResourceHandler = (inputs, { name }, { declared }) => {
  const target = recordAt(inputs, "target") ?? {};
  const arn = requiredTextAt(target, "arn");
  if (!arn.includes(":lambda:")) throw new Error(`target.arn ${arn}: the local run's schedules run functions only`);
  const expression = requiredTextAt(inputs, "scheduleExpression");
  const rule = ruleOfSchedule(name);
  declared.rules.set(rule, { name, expression, enabled: inputs.state !== "DISABLED" });
  declared.targets.set(rule, { rule, functionName: functionName(arn), input: jsonAt(target, "input") ?? {} });
  return undefined;
};

export const removeEventRule: RemoveResource = ({ made }, { declared }) => void declared.rules.delete(made.name);

export const removeEventTarget: RemoveResource = ({ id }, { declared }) => void declared.targets.delete(id);

export const removeSchedule: RemoveResource = ({ made }, { declared }) => {
  declared.rules.delete(ruleOfSchedule(made.name));
  declared.targets.delete(ruleOfSchedule(made.name));
};

/** What EventBridge sends to a rule's target without an input of its own, apart from id and time. */
const scheduledEvent = (rule: string): unknown => ({
  version: "0",
  source: "aws.events",
  "detail-type": "Scheduled Event",
  resources: [rule],
  detail: {},
});
