import type { Place } from "./place";
import { shortHash } from "./short-hash";

export type ComputedParts = Place & {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
};

const executionArn = ({ region, account }: Place, apiId: string): string =>
  `arn:aws:execute-api:${region}:${account}:${apiId}`;

const computed: Readonly<Record<string, (parts: ComputedParts) => Readonly<Record<string, unknown>>>> = {
  "aws:sqs/queue:Queue": ({ id }) => ({ url: id }),
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
  "aws:apigateway/apiKey:ApiKey": ({ id, inputs }) => ({ value: inputs.value ?? shortHash(`value of ${id}`, 40) }),
  "aws:iam/role:Role": ({ arn }) => ({ uniqueId: `AROA${shortHash(arn, 17).toUpperCase()}` }),
  "aws:cloudwatch/dashboard:Dashboard": ({ arn }) => ({ dashboardArn: arn }),
  "aws:s3/bucket:Bucket": ({ name }) => ({ bucket: name, bucketDomainName: `${name}.s3.amazonaws.com` }),
};

/** What AWS computes for a resource besides its id and ARN, by Pulumi type. */
export const computedOutputs = (type: string, parts: ComputedParts): Readonly<Record<string, unknown>> =>
  computed[type]?.(parts) ?? {};
