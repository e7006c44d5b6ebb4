import { requirePolicy } from "./policy-json";
import { refuseInputs, requiredTextAt } from "./read-input";
import type { RemoveResource, ResourceHandler } from "./resource-handler";

export const makeTopic: ResourceHandler = async (inputs, { name }, { cloud }) => {
  refuseInputs(inputs, ["fifoTopic"]);
  await cloud.sns({ Action: "CreateTopic", Name: name });
  return undefined;
};

export const removeTopic: RemoveResource = async ({ made }, { cloud }) => {
  await cloud.sns({ Action: "DeleteTopic", TopicArn: made.arn });
};

/** Subscribes to a topic. Only queues are sent anything: no mail, text message or request leaves this machine. */
export const makeTopicSubscription: ResourceHandler = async (inputs, _, { cloud }) => {
  const protocol = requiredTextAt(inputs, "protocol");
  const answer = await cloud.sns({
    Action: "Subscribe",
    TopicArn: requiredTextAt(inputs, "topic"),
    Protocol: protocol,
    Endpoint: requiredTextAt(inputs, "endpoint"),
  });
  if (protocol !== "sqs") cloud.warn(`A subscription by ${protocol} gets nothing in the local run`);
  const [, arn] = /<SubscriptionArn>(.*?)<\/SubscriptionArn>/.exec(answer) ?? [];
  return arn === undefined ? undefined : { id: arn, state: { arn } };
};

export const removeTopicSubscription: RemoveResource = async ({ id }, { cloud }) => {
  await cloud.sns({ Action: "Unsubscribe", SubscriptionArn: id });
};

export const makeTopicPolicy: ResourceHandler = (inputs) => {
  requirePolicy(inputs, "policy", "resource");
  return { id: requiredTextAt(inputs, "arn"), state: { arn: inputs.arn } };
};
