import { passes } from "../../aws/event-source/event-pattern";
import type { EventSourceMapping, StreamMapping } from "../../aws/event-source/event-source-mapping";
import type { Cloud } from "./cloud";
import {
  type Inputs,
  jsonAt,
  numberAt,
  recordAt,
  recordsAt,
  refuseInputs,
  requiredTextAt,
  textAt,
  textsAt,
} from "./read-input";
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

/** What both kinds of mappings have in common. */
const mappingBase = (inputs: Inputs, uuid: string, { place }: Cloud) => {
  refuseInputs(inputs, ["destinationConfig", "provisionedPollerConfig", "topics", "queues"]);
  if (inputs.enabled === false) throw new Error("enabled: the local run has no mapping that is switched off");
  if (!textsAt(inputs, "functionResponseTypes").includes("ReportBatchItemFailures"))
    throw new Error("functionResponseTypes: the local run maps to functions that report batch item failures only");
  return {
    uuid,
    functionName: functionName(requiredTextAt(inputs, "functionName")),
    maximumBatchingWindowSeconds: numberAt(inputs, "maximumBatchingWindowInSeconds") ?? 0,
    region: place.region,
  };
};

const queueMapping = (inputs: Inputs, queueArn: string, id: string, cloud: Cloud): EventSourceMapping => {
  refuseInputs(inputs, ["filterCriteria", "startingPosition"]);
  const maximumConcurrency = numberAt(recordAt(inputs, "scalingConfig") ?? {}, "maximumConcurrency");
  return {
    ...mappingBase(inputs, id, cloud),
    queueArn,
    queueUrl: queueUrl(cloud, queueArn.split(":").at(-1) ?? ""),
    batchSize: numberAt(inputs, "batchSize") ?? 10,
    ...(maximumConcurrency === undefined ? {} : { maximumConcurrency }),
  };
};

/** Inputs that, given otherwise than so, would have records left out or told in another order. */
const asOnAws: readonly (readonly [name: string, only: unknown])[] = [
  ["startingPosition", "LATEST"],
  ["maximumRetryAttempts", -1],
  ["maximumRecordAgeInSeconds", -1],
  ["parallelizationFactor", 1],
  ["tumblingWindowInSeconds", 0],
];

const streamMapping = (inputs: Inputs, streamArn: string, id: string, cloud: Cloud): StreamMapping => {
  requiredTextAt(inputs, "startingPosition");
  for (const [name, only] of asOnAws)
    if ((inputs[name] ?? only) !== only) throw new Error(`${name}: the local run knows ${only} only, for a stream`);
  const filters = recordsAt(recordAt(inputs, "filterCriteria") ?? {}, "filters").map((one) => jsonAt(one, "pattern"));
  passes(filters);
  return {
    ...mappingBase(inputs, id, cloud),
    tableName: /:table\/([^/]+)\//.exec(streamArn)?.[1] ?? "",
    streamArn,
    batchSize: numberAt(inputs, "batchSize") ?? 100,
    bisects: inputs.bisectBatchOnFunctionError === true,
    filters,
  };
};

/** Keeps a mapping of a queue, or of a table's stream, to its function for when the whole program has been deployed. */
const makeEventSourceMapping: MakeResource = (inputs, { id }, { cloud, declared }) => {
  const arn = requiredTextAt(inputs, "eventSourceArn");
  const kind = [
    { of: /^arn:aws:sqs:/, make: queueMapping },
    { of: /^arn:aws:dynamodb:.*\/stream\//, make: streamMapping },
  ].find(({ of }) => of.test(arn));
  if (kind === undefined) throw new Error("eventSourceArn: the local run maps queues, and streams of tables");
  const mapping = kind.make(inputs, arn, id, cloud);
  declared.mappings.set(id, mapping);
  const { region, account } = cloud.place;
  return { state: { uuid: id, functionArn: `arn:aws:lambda:${region}:${account}:function:${mapping.functionName}` } };
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

/** What runs functions: queues, streams, and scheduled rules with their targets. */
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
