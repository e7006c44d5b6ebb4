import { CreateQueueCommand, type QueueAttributeName, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Cloud } from "./cloud";
import { requirePolicy } from "./policy-json";
import { type Inputs, jsonAt, refuseInputs } from "./read-input";
import { requireRedrive } from "./redrive";
import type { ResourceHandler } from "./resource-handler";

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
export const setQueueAttributes = async (cloud: Cloud, url: string, inputs: Inputs): Promise<void> => {
  const Attributes = attributesOf(inputs);
  if (Object.keys(Attributes).length === 0) return;
  await cloud.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
};

/** Creates a standard queue, or sets the attributes of the one that the state folder holds. */
export const makeQueue: ResourceHandler = async (inputs, { name }, { cloud }) => {
  refuseInputs(inputs, ["fifoQueue", "contentBasedDeduplication"]);
  if (inputs.policy !== undefined) requirePolicy(inputs, "policy", "resource");
  if (jsonAt(inputs, "redrivePolicy") !== undefined) requireRedrive(inputs);
  const url = queueUrl(cloud, name);
  await cloud.sqs.send(new CreateQueueCommand({ QueueName: name }));
  await setQueueAttributes(cloud, url, inputs);
  return { id: url, state: { url } };
};
