import type { Cloud } from "./cloud";
import { refuseInputs, requiredTextAt } from "./read-input";
import type { MakeResource, RemoveResource, ResourceRules } from "./resource-handler";

/** Sends one operation of SNS's query protocol to the local SNS and gives its XML answer. */
export const sendSns = async (
  cloud: Pick<Cloud, "place" | "credentials"> & { readonly endpoints: Pick<Cloud["endpoints"], "sns"> },
  fields: Readonly<Record<string, string>>,
): Promise<string> => {
  const response = await fetch(cloud.endpoints.sns, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      // The local SNS takes the region from here; nothing is signed.
      authorization: `AWS4-HMAC-SHA256 Credential=${cloud.credentials.accessKeyId}/20000101/${cloud.place.region}/sns/aws4_request`,
    },
    body: new URLSearchParams({ ...fields, Version: "2010-03-31" }),
  });
  const answer = await response.text();
  if (response.ok) return answer;
  const [, message = `status ${response.status}`] = /<Message>(.*?)<\/Message>/s.exec(answer) ?? [];
  throw new Error(`SNS ${fields.Action}: ${message}`);
};

const makeTopic: MakeResource = async (inputs, { name }, { cloud }) => {
  refuseInputs(inputs, ["fifoTopic"]);
  await cloud.sns({ Action: "CreateTopic", Name: name });
  return undefined;
};

const removeTopic: RemoveResource = async ({ arn }, { cloud }) => {
  await cloud.sns({ Action: "DeleteTopic", TopicArn: arn });
};

/** Subscribes to a topic. Only queues are sent anything: no mail, text message or request leaves this machine. */
const makeTopicSubscription: MakeResource = async (inputs, _, { cloud }, before) => {
  const [topic, protocol, endpoint] = [
    requiredTextAt(inputs, "topic"),
    requiredTextAt(inputs, "protocol"),
    requiredTextAt(inputs, "endpoint"),
  ];
  const isThere =
    before?.inputs.topic === topic && before.inputs.protocol === protocol && before.inputs.endpoint === endpoint;
  if (isThere) return { id: before.id, state: { arn: before.id } };
  const answer = await cloud.sns({ Action: "Subscribe", TopicArn: topic, Protocol: protocol, Endpoint: endpoint });
  if (protocol !== "sqs") cloud.warn(`A subscription by ${protocol} gets nothing in the local run`);
  const [, arn] = /<SubscriptionArn>(.*?)<\/SubscriptionArn>/.exec(answer) ?? [];
  return arn === undefined ? undefined : { id: arn, state: { arn } };
};

const removeTopicSubscription: RemoveResource = async ({ id }, { cloud }) => {
  await cloud.sns({ Action: "Unsubscribe", SubscriptionArn: id });
};

export const topicRules: ResourceRules = {
  "aws:sns/topic:Topic": { make: makeTopic, remove: removeTopic, replaceOn: ["name", "fifoTopic"] },
  "aws:sns/topicSubscription:TopicSubscription": {
    make: makeTopicSubscription,
    remove: removeTopicSubscription,
    replaceOn: ["topic", "protocol", "endpoint"],
    idIsMadeUp: true,
  },
};
