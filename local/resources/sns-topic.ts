import { requirePolicy } from "./policy-json";
import { refuseInputs, requiredTextAt } from "./read-input";
import type { ResourceHandler } from "./resource-handler";
import { sendSns } from "./sns-request";

export const makeTopic: ResourceHandler = async (inputs, { name }, { cloud }) => {
  refuseInputs(inputs, ["fifoTopic"]);
  await sendSns(cloud, { Action: "CreateTopic", Name: name });
  return undefined;
};

/** Subscribes to a topic. Only queues are sent anything: no mail, text message or request leaves this machine. */
export const makeTopicSubscription: ResourceHandler = async (inputs, _, { cloud }) => {
  const protocol = requiredTextAt(inputs, "protocol");
  const answer = await sendSns(cloud, {
    Action: "Subscribe",
    TopicArn: requiredTextAt(inputs, "topic"),
    Protocol: protocol,
    Endpoint: requiredTextAt(inputs, "endpoint"),
  });
  if (protocol !== "sqs") cloud.warn(`A subscription by ${protocol} gets nothing in the local run`);
  const [, arn] = /<SubscriptionArn>(.*?)<\/SubscriptionArn>/.exec(answer) ?? [];
  return arn === undefined ? undefined : { id: arn, state: { arn } };
};

export const makeTopicPolicy: ResourceHandler = (inputs) => {
  requirePolicy(inputs, "policy", "resource");
  return { id: requiredTextAt(inputs, "arn"), state: { arn: inputs.arn } };
};
