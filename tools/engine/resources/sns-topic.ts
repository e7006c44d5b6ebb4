import type { Cloud } from "./cloud";
import { requirePolicy } from "./iam";
import { refuseInputs, requiredTextAt } from "./read-input";
import type { RemoveResource, ResourceHandler } from "./resource-handler";

/** Sends one operation of SNS's query protocol to the local SNS and gives its XML answer. */
export const sendSns = async (
  cloud: { readonly endpoints: Pick<Cloud["endpoints"], "sns">; readonly place: Cloud["place"] },
  fields: Readonly<Record<string, string>>,
): Promise<string> => {
  const response = await fetch(cloud.endpoints.sns, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      // The local SNS takes the region from here; nothing is signed.
      authorization: `AWS4-HMAC-SHA256 Credential=local/20000101/${cloud.place.region}/sns/aws4_request`,
    },
    body: new URLSearchParams({ ...fields, Version: "2010-03-31" }),
  });
  const answer = await response.text();
  if (response.ok) return answer;
  const [, message = `status ${response.status}`] = /<Message>(.*?)<\/Message>/s.exec(answer) ?? [];
  throw new Error(`SNS ${fields.Action}: ${message}`);
};

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
