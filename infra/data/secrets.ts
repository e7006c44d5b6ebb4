import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack-config";
import { RECEIPT_KEY, secretName } from "../names";

/** Days that a deleted secret can be restored; dev is thrown away and made again under the same names. */
const RECOVERY_DAYS = 30;

/** How long a secret of this stack can be restored. */
const recoveryDays = ({ protectData }: StackConfig): number => (protectData ? RECOVERY_DAYS : 0);

/**
 * A secret under its conventional name. It gets a version only when the config holds a value: without one the value is set
 * by hand, and a version declared here would be re-created over it.
 */
export const namedSecret = (
  key: string,
  config: StackConfig,
  opts: pulumi.CustomResourceOptions = {},
): aws.secretsmanager.Secret => {
  const secret = new aws.secretsmanager.Secret(
    key,
    { name: secretName(key, config.stack), recoveryWindowInDays: recoveryDays(config) },
    opts,
  );
  const value = config.secretValues[key];
  if (value !== undefined) {
    new aws.secretsmanager.SecretVersion(key, { secretId: secret.id, secretString: value }, opts);
  }
  return secret;
};

export type ReceiptKey = { readonly name: string; readonly value: pulumi.Output<string> };

/** Characters; letters and digits give it 190 bits. */
const LENGTH = 32;

/** The key that receipt references are sealed with: made at the first deployment, and the same from then on unless the config has one. */
export const receiptKey = (config: StackConfig): ReceiptKey => {
  const name = secretName(RECEIPT_KEY, config.stack);
  const given = config.secretValues[RECEIPT_KEY];
  const secret = new aws.secretsmanager.Secret(RECEIPT_KEY, { name, recoveryWindowInDays: recoveryDays(config) });
  const random = aws.secretsmanager.getRandomPasswordOutput({ passwordLength: LENGTH, excludePunctuation: true });
  const version = new aws.secretsmanager.SecretVersion(
    RECEIPT_KEY,
    { secretId: secret.id, secretString: given ?? pulumi.secret(random.randomPassword) },
    given === undefined ? { ignoreChanges: ["secretString"] } : {},
  );
  return { name, value: version.secretString.apply((value) => value ?? "") };
};
