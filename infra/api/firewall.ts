import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack-config";
import type { Names } from "../names";

type Guarded = {
  readonly names: Names;
  readonly config: Pick<StackConfig, "wafArn" | "addressRateLimit">;
  readonly stage: aws.apigateway.Stage;
};

/** Seconds over which WAF counts. */
const WINDOW = 300;

const pathWith = (searchString: string) => ({
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint: "CONTAINS",
    searchString,
    textTransformations: [{ priority: 0, type: "NONE" }],
  },
});

/**
 * All but what carriers and mail services post, many from few addresses. The path may begin with the stage's name or not, by the
 * domain that is called.
 */
const notPosted = {
  notStatement: {
    statement: { orStatement: { statements: ["/receipts/", "/inbound/", "/unsubscribe/"].map(pathWith) } },
  },
};

/** WAF shows sampled requests with their headers, keys among them, so none are sampled. */
const visibility = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
  metricName,
});

const rateByAddress = (limit: number) => ({
  name: "rate-by-address",
  priority: 0,
  statement: {
    rateBasedStatement: {
      aggregateKeyType: "IP",
      limit,
      evaluationWindowSec: WINDOW,
      scopeDownStatement: notPosted,
    },
  },
  action: {
    block: {
      customResponse: { responseCode: 429, responseHeaders: [{ name: "Retry-After", value: String(WINDOW) }] },
    },
  },
  visibilityConfig: visibility("rate-by-address"),
});

const ownWebAcl = (
  name: string,
  { names, limit }: { readonly names: Names; readonly limit: number },
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> =>
  new aws.wafv2.WebAcl(
    name,
    {
      name: names("api"),
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rules: [rateByAddress(limit)],
      visibilityConfig: visibility(names("api")),
    },
    opts,
  ).arn;

/** Puts a web ACL before the stage where the config asks for one: somebody's, or the stack's own with a limit by address. */
export const firewall = (
  name: string,
  { names, config: { wafArn, addressRateLimit: limit }, stage }: Guarded,
  opts: pulumi.CustomResourceOptions,
): void => {
  const webAclArn = limit === undefined ? wafArn : ownWebAcl(name, { names, limit }, opts);
  if (webAclArn !== undefined) new aws.wafv2.WebAclAssociation(name, { resourceArn: stage.arn, webAclArn }, opts);
};
