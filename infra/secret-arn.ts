export type Account = {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
};

/** The ARN of secrets by name pattern in the stack's own account and region. */
export const secretArn = ({ partition, region, accountId }: Account, pattern: string): string =>
  `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${pattern}`;
