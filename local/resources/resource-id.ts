import type { Place } from "./place";
import { shortHash } from "./short-hash";

/** Types whose id is their ARN. */
export const idIsArn: ReadonlySet<string> = new Set([
  "aws:sns/topic:Topic",
  "aws:sns/topicSubscription:TopicSubscription",
  "aws:secretsmanager/secret:Secret",
  "aws:iam/policy:Policy",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  "aws:cloudtrail/trail:Trail",
]);

const hashedIds: ReadonlySet<string> = new Set([
  "aws:apigateway/restApi:RestApi",
  "aws:apigateway/apiKey:ApiKey",
  "aws:apigateway/usagePlan:UsagePlan",
  "aws:apigateway/deployment:Deployment",
]);

const uuidOf = (text: string): string =>
  shortHash(text, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

const uuidIds: ReadonlySet<string> = new Set([
  "aws:lambda/eventSourceMapping:EventSourceMapping",
  "aws:sns/topicSubscription:TopicSubscription",
]);

/** The id that a resource gets, the same on every run; queues are known by their URL. */
export const resourceId = (type: string, urn: string, name: string, { region, account }: Place): string => {
  if (type === "aws:sqs/queue:Queue") return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
  if (uuidIds.has(type)) return uuidOf(urn);
  return hashedIds.has(type) ? shortHash(urn, 10) : name;
};
