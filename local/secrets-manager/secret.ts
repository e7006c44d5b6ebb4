/** Either a text, or bytes in base64. */
export type SecretContent = { readonly SecretString: string } | { readonly SecretBinary: string };

export type SecretVersion = {
  readonly id: string;
  readonly content: SecretContent;
  readonly stages: readonly string[];
  /** Epoch milliseconds, as all times here. */
  readonly createdAt: number;
};

export type Secret = {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly kmsKeyId: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly versions: readonly SecretVersion[];
  readonly createdAt: number;
  readonly changedAt: number;
  /** When a secret marked as deleted goes for good. */
  readonly deletionAt: number | undefined;
};

/** JSON 1.1 carries times as seconds since the epoch. */
export const toSeconds = (millis: number): number => millis / 1000;
