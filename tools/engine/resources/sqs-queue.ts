import {
  CreateQueueCommand,
  DeleteQueueCommand,
  type QueueAttributeName,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import { isJsonObject } from "../../../runtime/codec/json";
import type { Cloud } from "./cloud";
import { requirePolicy } from "./iam";
import { type Inputs, jsonAt, refuseInputs, requiredTextAt } from "./read-input";
import type { MakeResource, RemoveResource, ResourceRule, ResourceRules } from "./resource-handler";

/** Requires a redrive policy that SQS would take: a dead-letter queue and 1 to 1,000 receives. */
const requireRedrive = (inputs: Inputs): void => {
  const policy = jsonAt(inputs, "redrivePolicy");
  if (!isJsonObject(policy)) throw new Error("redrivePolicy must be a record");
  if (!String(policy.deadLetterTargetArn ?? "").startsWith("arn:aws:sqs:")) {
    throw new Error("redrivePolicy.deadLetterTargetArn must be the ARN of a queue");
  }
  const receives = Number(policy.maxReceiveCount);
  if (!Number.isInteger(receives) || receives < 1 || receives > 1000) {
    throw new Error("redrivePolicy.maxReceiveCount must be a whole number from 1 to 1000");
  }
};

/** Requires a redrive-allow policy that SQS would take. */
const requireRedriveAllow = (inputs: Inputs): void => {
  const policy = jsonAt(inputs, "redriveAllowPolicy");
  const permission = isJsonObject(policy) ? policy.redrivePermission : undefined;
  if (permission !== "allowAll" && permission !== "denyAll" && permission !== "byQueue") {
    throw new Error("redriveAllowPolicy.redrivePermission must be allowAll, denyAll or byQueue");
  }
};

/** Pulumi's names for a queue's attributes; the encryption ones are accepted and kept, but nothing local encrypts. */
const attributeNames: Readonly<Record<string, QueueAttributeName>> = {
  visibilityTimeoutSeconds: "VisibilityTimeout",
  messageRetentionSeconds: "MessageRetentionPeriod",
  maxMessageSize: "MaximumMessageSize",
  delaySeconds: "DelaySeconds",
  receiveWaitTimeSeconds: "ReceiveMessageWaitTimeSeconds",
  redrivePolicy: "RedrivePolicy",
  redriveAllowPolicy: "RedriveAllowPolicy",
  policy: "Policy",
  sqsManagedSseEnabled: "SqsManagedSseEnabled",
};

const textOf = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

const attributesOf = (inputs: Inputs): Partial<Record<QueueAttributeName, string>> =>
  Object.fromEntries(
    Object.entries(attributeNames)
      .filter(([name]) => inputs[name] !== undefined && inputs[name] !== null)
      .map(([name, attribute]) => [attribute, textOf(inputs[name])]),
  );

/** The queue's address on this machine, which is also its id. */
export const queueUrl = (cloud: Pick<Cloud, "endpoints" | "place">, name: string): string =>
  `${cloud.endpoints.sqs}/${cloud.place.account}/${name}`;

/** Sets attributes of a queue that exists. */
const setQueueAttributes = async (cloud: Cloud, url: string, inputs: Inputs): Promise<void> => {
  const Attributes = attributesOf(inputs);
  if (Object.keys(Attributes).length === 0) return;
  await cloud.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
};

/** What SQS takes for an attribute that is declared no more. */
const attributeDefaults: Inputs = {
  visibilityTimeoutSeconds: 30,
  messageRetentionSeconds: 345_600,
  maxMessageSize: 262_144,
  delaySeconds: 0,
  receiveWaitTimeSeconds: 0,
  redrivePolicy: "",
  redriveAllowPolicy: "",
  policy: "",
  sqsManagedSseEnabled: true,
};

/** The given attributes, and the defaults of those that were given before. */
const withDefaults = (inputs: Inputs, before: Inputs): Inputs => ({
  ...Object.fromEntries(Object.entries(attributeDefaults).filter(([name]) => name in before)),
  ...inputs,
});

const requireValid = (inputs: Inputs): void => {
  refuseInputs(inputs, ["fifoQueue", "contentBasedDeduplication"]);
  if (inputs.policy !== undefined) requirePolicy(inputs, "policy", "resource");
  if (jsonAt(inputs, "redrivePolicy") !== undefined) requireRedrive(inputs);
};

/** Creates a standard queue, or sets the attributes of the one that is there; its messages stay. */
const makeQueue: MakeResource = async (inputs, { name }, { cloud }, before) => {
  requireValid(inputs);
  const url = queueUrl(cloud, name);
  await cloud.sqs.send(new CreateQueueCommand({ QueueName: name }));
  await setQueueAttributes(cloud, url, before?.id === url ? withDefaults(inputs, before.inputs) : inputs);
  return { id: url, state: { url } };
};

const removeQueue: RemoveResource = async ({ id }, { cloud }) => {
  await cloud.sqs.send(new DeleteQueueCommand({ QueueUrl: id }));
};

/** The rule of a type that sets one attribute of a queue which another resource made, and takes it off again. */
const attributeRule = (requireAttribute: (inputs: Inputs) => void): ResourceRule => ({
  make: async (inputs, _, { cloud }) => {
    const url = requiredTextAt(inputs, "queueUrl");
    requireAttribute(inputs);
    await setQueueAttributes(cloud, url, inputs);
    return { id: url };
  },
  remove: ({ id, inputs }, { cloud }) => setQueueAttributes(cloud, id, withDefaults({}, inputs)),
  replaceOn: ["queueUrl"],
});

export const queueRules: ResourceRules = {
  "aws:sqs/queue:Queue": { make: makeQueue, remove: removeQueue, replaceOn: ["name", "fifoQueue"] },
  "aws:sqs/queuePolicy:QueuePolicy": attributeRule((inputs) => requirePolicy(inputs, "policy", "resource")),
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": attributeRule(requireRedriveAllow),
};
