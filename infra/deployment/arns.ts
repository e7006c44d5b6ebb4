import type { Account } from "../account";
import { attachmentsBucketName, functionThings, namesFor, queueThings, tableThings } from "../names";

/** Where a stack's resources are, as their ARNs say it. */
export type Place = Account & { readonly stack: string };

/** An ARN in the stack's account and region. */
export const regional = ({ partition, region, accountId }: Place, service: string, rest: string): string =>
  `arn:${partition}:${service}:${region}:${accountId}:${rest}`;

/** An ARN of IAM, which has no regions. */
export const ofIam = ({ partition, accountId }: Place, rest: string): string =>
  `arn:${partition}:iam::${accountId}:${rest}`;

const eachOf =
  (things: readonly string[], toArn: (place: Place, name: string) => string) =>
  (place: Place): readonly string[] =>
    things.map(namesFor(place.stack)).map((name) => toArn(place, name));

export const functionArns = eachOf(functionThings, (place, name) => regional(place, "lambda", `function:${name}`));

export const functionLogArns = eachOf(functionThings, (place, name) =>
  regional(place, "logs", `log-group:/aws/lambda/${name}`),
);

export const functionRoleArns = eachOf(functionThings, (place, name) => ofIam(place, `role/${name}`));

export const queueArns = eachOf(queueThings, (place, name) => regional(place, "sqs", name));

export const tableArns = eachOf(tableThings, (place, name) => regional(place, "dynamodb", `table/${name}`));

export const attachmentsArn = ({ partition, ...place }: Place): string =>
  `arn:${partition}:s3:::${attachmentsBucketName(place)}`;

/** Names of this stack's resources, whatever the thing, where there are too many of them to name. */
export const anyNameOf = ({ stack }: Place): string => `ai-multi-comms-*-${stack}`;

/**
 * The path of what deploys: roles, their policies and the boundary. The patterns by which a deploy role may manage the
 * functions' roles do not reach into it.
 */
export const DEPLOYMENT_PATH = "/deployment/";

export const GITHUB_HOST = "token.actions.githubusercontent.com";

/** The policy that limits every role a deployment makes. */
export const boundaryArn = (place: Place): string =>
  ofIam(place, `policy${DEPLOYMENT_PATH}ai-multi-comms-boundary-${place.stack}`);

/** The account's identity provider for GitHub, of which IAM has one, made once by hand. */
export const githubProviderArn = (place: Place): string => ofIam(place, `oidc-provider/${GITHUB_HOST}`);

/** Everything by which deployments are allowed, of this and every other stack. */
export const deploymentArns = (place: Place): readonly string[] => [
  ofIam(place, `role${DEPLOYMENT_PATH}*`),
  ofIam(place, `policy${DEPLOYMENT_PATH}*`),
  githubProviderArn(place),
];

/** This stack's share of it. */
export const ownDeploymentArns = (place: Place): readonly string[] => [
  ofIam(place, `role${DEPLOYMENT_PATH}${anyNameOf(place)}`),
  ofIam(place, `policy${DEPLOYMENT_PATH}${anyNameOf(place)}`),
];
