import { functionName } from "./function-name";
import { numberAt, recordAt, refuseInputs, requiredTextAt, textsAt } from "./read-input";
import type { RemoveResource, ResourceHandler } from "./resource-handler";
import { queueUrl } from "./sqs-queue";

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
