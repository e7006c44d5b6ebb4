import { randomBytes } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack-config";
import { CONSENT_KEY, RECEIPT_KEY, secretName } from "../names";

/** Days that a deleted secret can be restored; dev is thrown away and made again under the same names. */
const RECOVERY_DAYS = 30;

/** How long a secret of this stack can be restored. */
const recoveryDays = ({ protectData }: StackConfig): number => (protectData ? RECOVERY_DAYS : 0);

/**
 * A version that is taken from the program stays in the secret: it may be the current one, which AWS deletes with its secret
 * only, or the one before, which somebody may want back.
 */
const RETAINED = { retainOnDelete: true };

/**
 * A version keeps this label whatever becomes current after it. AWS drops versions without labels (Secrets Manager user guide,
 * "Secret versions"): a refresh would miss this one once two values were set by hand, and the next deployment write it over them.
 */
const CONFIGURED = "ai-multi-comms-config";

/**
 * A secret under its conventional name. It gets a version only when the config holds a value: without one the value is set
 * by hand, and a version declared here would be re-created over it. Each value is a resource of its own: a changed one becomes
 * the current version whatever labels the former has by now, which are nobody's to change back.
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
    new aws.secretsmanager.SecretVersion(
      `${key}--${value.digest}`,
      { secretId: secret.id, secretString: value.text, versionStages: ["AWSCURRENT", CONFIGURED] },
      { ...opts, ...RETAINED, ignoreChanges: ["versionStages"] },
    );
  }
  return secret;
};

export type MadeKey = { readonly name: string; readonly value: pulumi.Output<string> };

/** Of the keys that the program makes. */
const BYTES = 32;

/**
 * A key that is made up at the first deployment and the same from then on, unless one is given. Pulumi's state keeps what was made
 * up: a refresh that does not find the secret's version has it written again, and no key is ever made anew.
 */
const madeKey = (key: string, config: StackConfig, given?: pulumi.Output<string>): MadeKey => {
  const name = secretName(key, config.stack);
  const secret = new aws.secretsmanager.Secret(key, { name, recoveryWindowInDays: recoveryDays(config) });
  const made = new pulumi.Stash(
    key,
    { input: pulumi.secret(randomBytes(BYTES).toString("hex")) },
    { ignoreChanges: ["input"], additionalSecretOutputs: ["input", "output"] },
  );
  const version = new aws.secretsmanager.SecretVersion(
    key,
    { secretId: secret.id, secretString: given ?? made.output },
    { ...RETAINED, ...(given === undefined ? { ignoreChanges: ["secretString"] } : {}) },
  );
  return { name, value: version.secretString.apply((value) => value ?? "") };
};

/** The key that receipt references are sealed with, or the config's: one made anew would be refused at every address that carriers were given. */
export const receiptKey = (config: StackConfig): MadeKey =>
  madeKey(RECEIPT_KEY, config, config.secretValues[RECEIPT_KEY]?.text);

/** The key that consent items are found by. Nobody can give another: it would forget every opt-out. */
export const consentKey = (config: StackConfig): MadeKey => madeKey(CONSENT_KEY, config);
