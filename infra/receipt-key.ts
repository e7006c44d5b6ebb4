import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "./config/stack-config";
import { recoveryDays } from "./named-secret";
import { RECEIPT_KEY, secretName } from "./secret-names";

export type ReceiptKey = { readonly name: string; readonly value: pulumi.Output<string> };

/** Characters; letters and digits give it 190 bits. */
const LENGTH = 32;

/** The key that receipt references are sealed with: made at the first deployment, and the same from then on. */
export const receiptKey = (config: StackConfig): ReceiptKey => {
  const name = secretName(RECEIPT_KEY, config.stack);
  const secret = new aws.secretsmanager.Secret(RECEIPT_KEY, { name, recoveryWindowInDays: recoveryDays(config) });
  const random = aws.secretsmanager.getRandomPasswordOutput({ passwordLength: LENGTH, excludePunctuation: true });
  const version = new aws.secretsmanager.SecretVersion(
    RECEIPT_KEY,
    { secretId: secret.id, secretString: pulumi.secret(random.randomPassword) },
    { ignoreChanges: ["secretString"] },
  );
  return { name, value: version.secretString.apply((value) => value ?? "") };
};
