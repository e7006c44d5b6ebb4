import type { Place } from "./place";
import { shortHash } from "./short-hash";

export type ArnParts = Place & {
  /** The physical name. */
  readonly name: string;
  /** The id, for the types whose ARN holds it instead of the name. */
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
};

/** IAM's path of a role or policy, which stands before its name. */
const path = (inputs: ArnParts["inputs"]): string => (typeof inputs.path === "string" ? inputs.path : "/");

const host = (url: unknown): string => String(url).replace(/^https:\/\//, "");

/** The ARN formats of the AWS Service Authorization Reference, by Pulumi type. */
const formats: Readonly<Record<string, (parts: ArnParts) => string>> = {
  "aws:dynamodb/table:Table": ({ region, account, name }) => `arn:aws:dynamodb:${region}:${account}:table/${name}`,
  "aws:sqs/queue:Queue": ({ region, account, name }) => `arn:aws:sqs:${region}:${account}:${name}`,
  "aws:sns/topic:Topic": ({ region, account, name }) => `arn:aws:sns:${region}:${account}:${name}`,
  "aws:sns/topicSubscription:TopicSubscription": ({ inputs, id }) => `${String(inputs.topic)}:${id}`,
  "aws:lambda/function:Function": ({ region, account, name }) => `arn:aws:lambda:${region}:${account}:function:${name}`,
  "aws:lambda/eventSourceMapping:EventSourceMapping": ({ region, account, id }) =>
    `arn:aws:lambda:${region}:${account}:event-source-mapping:${id}`,
  "aws:iam/role:Role": ({ account, name, inputs }) => `arn:aws:iam::${account}:role${path(inputs)}${name}`,
  "aws:iam/policy:Policy": ({ account, name, inputs }) => `arn:aws:iam::${account}:policy${path(inputs)}${name}`,
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": ({ account, inputs }) =>
    `arn:aws:iam::${account}:oidc-provider/${host(inputs.url)}`,
  "aws:cloudwatch/logGroup:LogGroup": ({ region, account, name }) =>
    `arn:aws:logs:${region}:${account}:log-group:${name}`,
  "aws:cloudwatch/metricAlarm:MetricAlarm": ({ region, account, name }) =>
    `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
  "aws:cloudwatch/dashboard:Dashboard": ({ account, name }) => `arn:aws:cloudwatch::${account}:dashboard/${name}`,
  "aws:cloudwatch/eventRule:EventRule": ({ region, account, name }) =>
    `arn:aws:events:${region}:${account}:rule/${name}`,
  "aws:apigateway/restApi:RestApi": ({ region, id }) => `arn:aws:apigateway:${region}::/restapis/${id}`,
  "aws:apigateway/stage:Stage": ({ region, inputs }) =>
    `arn:aws:apigateway:${region}::/restapis/${String(inputs.restApi)}/stages/${String(inputs.stageName)}`,
  "aws:apigateway/apiKey:ApiKey": ({ region, id }) => `arn:aws:apigateway:${region}::/apikeys/${id}`,
  "aws:apigateway/usagePlan:UsagePlan": ({ region, id }) => `arn:aws:apigateway:${region}::/usageplans/${id}`,
  "aws:secretsmanager/secret:Secret": ({ region, account, name }) =>
    `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${shortHash(name, 6)}`,
  "aws:cloudtrail/trail:Trail": ({ region, account, name }) => `arn:aws:cloudtrail:${region}:${account}:trail/${name}`,
};

const bucketTypes = /^aws:s3\/bucket(V2)?:/;

/** The ARN of a resource; a type without a known format gets one of its service and kind. */
export const arnOf = (type: string, parts: ArnParts): string => {
  const format = formats[type];
  if (format !== undefined) return format(parts);
  if (bucketTypes.test(type)) return `arn:aws:s3:::${parts.name}`;
  const [, service = "unknown", kind = "resource"] = type.split(/[:/]/);
  return `arn:aws:${service}:${parts.region}:${parts.account}:${kind}/${parts.name}`;
};
