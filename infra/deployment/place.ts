import type { Account } from "../secret-arn";

/** Where a stack's resources are, as their ARNs say it. */
export type Place = Account & { readonly stack: string };

/** An ARN in the stack's account and region. */
export const regional = ({ partition, region, accountId }: Place, service: string, rest: string): string =>
  `arn:${partition}:${service}:${region}:${accountId}:${rest}`;

/** An ARN of IAM, which has no regions. */
export const ofIam = ({ partition, accountId }: Place, rest: string): string =>
  `arn:${partition}:iam::${accountId}:${rest}`;

/** Names of this stack's resources, whatever the thing. */
export const anyNameOf = ({ stack }: Place): string => `ai-multi-comms-*-${stack}`;
