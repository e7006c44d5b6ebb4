import { createHash } from "node:crypto";
import type { CreateResource } from "../program/deployment";

/** The region and account under which local resources are named. */
export type Place = { readonly region: string; readonly account: string };

export const localPlace: Place = { region: "eu-north-1", account: "000000000000" };

/** The first characters of a hash: an id that is the same on every run. */
export const shortHash = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length);

/** The properties in which the types keep their names; what has none gets its logical name and a suffix, as in AWS. */
const nameProperties = ["name", "dashboardName", "stageName", "bucket", "functionName"];

export const physicalName = (
  inputs: Readonly<Record<string, unknown>>,
  context: { readonly name: string; readonly urn: string },
): string => {
  const given = nameProperties
    .map((property) => inputs[property])
    .find((value) => typeof value === "string" && value !== "");
  return typeof given === "string" ? given : `${context.name}-${shortHash(context.urn, 7)}`;
};

/** Types whose id is their ARN. */
export const idIsArn: ReadonlySet<string> = new Set([
  "aws:sns/topic:Topic",
  "aws:sns/topicSubscription:TopicSubscription",
  "aws:secretsmanager/secret:Secret",
  "aws:iam/policy:Policy",
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

type ArnParts = Place & {
  /** The physical name. */
  readonly name: string;
  /** The id, for the types whose ARN holds it instead of the name. */
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
};

/** IAM's path of a role or policy, which stands before its name. */
const path = (inputs: ArnParts["inputs"]): string => (typeof inputs.path === "string" ? inputs.path : "/");

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
  "aws:wafv2/webAcl:WebAcl": ({ region, account, name, id }) =>
    `arn:aws:wafv2:${region}:${account}:regional/webacl/${name}/${id}`,
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

type ComputedParts = Place & {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
};

const executionArn = ({ region, account }: Place, apiId: string): string =>
  `arn:aws:execute-api:${region}:${account}:${apiId}`;

const keyValue = (id: string): string => shortHash(`value of ${id}`, 40);

/** AWS labels a stream by the time at which it was switched on. */
const streamLabel = "2026-01-01T00:00:00.000";

const computed: Readonly<Record<string, (parts: ComputedParts) => Readonly<Record<string, unknown>>>> = {
  "aws:sqs/queue:Queue": ({ id }) => ({ url: id }),
  "aws:dynamodb/table:Table": ({ arn, inputs }) =>
    inputs.streamEnabled === true ? { streamLabel, streamArn: `${arn}/stream/${streamLabel}` } : {},
  "aws:lambda/function:Function": ({ region, arn }) => ({
    invokeArn: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`,
    qualifiedArn: `${arn}:$LATEST`,
    version: "$LATEST",
  }),
  "aws:apigateway/restApi:RestApi": (parts) => ({
    executionArn: executionArn(parts, parts.id),
    rootResourceId: shortHash(`${parts.id}/`, 10),
  }),
  "aws:apigateway/stage:Stage": (parts) => ({
    executionArn: `${executionArn(parts, String(parts.inputs.restApi))}/${String(parts.inputs.stageName)}`,
    invokeUrl: `https://${String(parts.inputs.restApi)}.execute-api.${parts.region}.amazonaws.com/${String(parts.inputs.stageName)}`,
  }),
  // Where nothing is made, so that what is handed over shows; a key that is made has a value of its own.
  "aws:apigateway/apiKey:ApiKey": ({ id }) => ({ value: keyValue(id) }),
  "aws:apigateway/usagePlanKey:UsagePlanKey": ({ inputs }) => ({ value: keyValue(String(inputs.keyId)) }),
  "pulumi:index:Stash": ({ inputs }) => ({ output: inputs.input }),
  "aws:iam/role:Role": ({ arn }) => ({ uniqueId: `AROA${shortHash(arn, 17).toUpperCase()}` }),
  "aws:cloudwatch/dashboard:Dashboard": ({ arn }) => ({ dashboardArn: arn }),
  "aws:s3/bucket:Bucket": ({ name }) => ({ bucket: name, bucketDomainName: `${name}.s3.amazonaws.com` }),
};

/** What AWS computes for a resource besides its id and ARN, by Pulumi type. */
export const computedOutputs = (type: string, parts: ComputedParts): Readonly<Record<string, unknown>> =>
  computed[type]?.(parts) ?? {};

/** What every resource of AWS tells of itself; Pulumi's own kinds, such as a stash, have neither. */
export const namesOf = (type: string, name: string, arn: string): Readonly<Record<string, string>> =>
  type.startsWith("pulumi:") ? {} : { name, arn };

/**
 * Makes up the name, id, ARN and computed outputs that AWS would give, the same on every run and without a connection:
 * enough to look at what a program declares. It creates nothing.
 */
export const fabricate: CreateResource = async (inputs, context) => {
  const { type, urn } = context;
  const name = physicalName(inputs, context);
  const id = resourceId(type, urn, name, localPlace);
  const arn = arnOf(type, { ...localPlace, name, id, inputs });
  const outputs = computedOutputs(type, { ...localPlace, name, id, arn, inputs });
  return { id: idIsArn.has(type) ? arn : id, state: { ...namesOf(type, name, arn), ...outputs } };
};
