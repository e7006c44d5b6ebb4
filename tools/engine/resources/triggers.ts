import { jsonAt, numberAt, recordAt, refuseInputs, requiredTextAt, textAt, textsAt } from "./read-input";
import type { MakeResource, ResourceRules } from "./resource-handler";
import { queueUrl } from "./sqs-queue";

/** The name in a function's ARN, or a name as it is; a version or alias is refused by name. */
const functionName = (nameOrArn: string): string => {
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
const makeEventSourceMapping: MakeResource = (inputs, { id }, { cloud, declared }) => {
  refuseInputs(inputs, unsupported);
  const queueArn = requiredTextAt(inputs, "eventSourceArn");
  if (!queueArn.startsWith("arn:aws:sqs:")) throw new Error("eventSourceArn: the local run maps queues only");
  const scaling = recordAt(inputs, "scalingConfig") ?? {};
  const maximumConcurrency = numberAt(scaling, "maximumConcurrency");
  const mapped = functionName(requiredTextAt(inputs, "functionName"));
  if (inputs.enabled === false) throw new Error("enabled: the local run has no mapping that is switched off");
  if (!textsAt(inputs, "functionResponseTypes").includes("ReportBatchItemFailures"))
    throw new Error("functionResponseTypes: the local run maps to functions that report batch item failures only");
  declared.mappings.set(id, {
    uuid: id,
    functionName: mapped,
    queueArn,
    queueUrl: queueUrl(cloud, queueArn.split(":").at(-1) ?? ""),
    batchSize: numberAt(inputs, "batchSize") ?? 10,
    maximumBatchingWindowSeconds: numberAt(inputs, "maximumBatchingWindowInSeconds") ?? 0,
    ...(maximumConcurrency === undefined ? {} : { maximumConcurrency }),
    region: cloud.place.region,
  });
  return {
    state: { uuid: id, functionArn: `arn:aws:lambda:${cloud.place.region}:${cloud.place.account}:function:${mapped}` },
  };
};

/** Keeps a scheduled rule, which is on: the local run has no event bus. */
const makeEventRule: MakeResource = (inputs, { name }, { declared }) => {
  refuseInputs(inputs, ["eventPattern"]);
  if (inputs.isEnabled === false || (textAt(inputs, "state") ?? "ENABLED") !== "ENABLED")
    throw new Error("state: the local run has no rule that is switched off");
  declared.rules.set(name, { name, expression: requiredTextAt(inputs, "scheduleExpression") });
  return undefined;
};

/** Keeps a rule's target for when the whole program has been deployed. */
const makeEventTarget: MakeResource = (inputs, made, { declared }) => {
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

/** What EventBridge sends to a rule's target without an input of its own, apart from id and time. */
const scheduledEvent = (rule: string): unknown => ({
  version: "0",
  source: "aws.events",
  "detail-type": "Scheduled Event",
  resources: [rule],
  detail: {},
});

/** What runs functions: queues, and scheduled rules with their targets. */
export const triggerRules: ResourceRules = {
  "aws:lambda/eventSourceMapping:EventSourceMapping": {
    make: makeEventSourceMapping,
    remove: ({ id }, { declared }) => void declared.mappings.delete(id),
    replaceOn: ["eventSourceArn"],
  },
  "aws:cloudwatch/eventRule:EventRule": {
    make: makeEventRule,
    remove: ({ name }, { declared }) => void declared.rules.delete(name),
    replaceOn: ["name", "eventBusName"],
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    make: makeEventTarget,
    remove: ({ id }, { declared }) => void declared.targets.delete(id),
    replaceOn: ["rule", "targetId", "eventBusName"],
  },
};
