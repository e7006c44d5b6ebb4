import { randomBytes } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { newSigningKey } from "../../runtime/webhooks/signature";
import type { StackConfig } from "../config/stack-config";
import { CONSENT_KEY, RECEIPT_KEY, STACK_TAG, secretName } from "../names";

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

/** The same for what the program made up: it stays apart from what the config gives, and from what is set by hand. */
const MADE = "ai-multi-comms-made";

/** Of the keys that the program makes. */
const BYTES = 32;

/** What is made up at the first deployment and the same from then on: Pulumi's state keeps it, so that none is ever made anew. */
const madeUp = (key: string, value: string, opts: pulumi.CustomResourceOptions = {}): pulumi.Output<string> =>
  new pulumi.Stash(
    key,
    { input: pulumi.secret(value) },
    { ...opts, ignoreChanges: ["input"], additionalSecretOutputs: ["input", "output"] },
  ).output.apply((made): string => made);

/**
 * A version only when the config holds a value: one that is set by hand would be written over by a version declared here. Each value
 * is a resource of its own: a changed one becomes the current version whatever labels the former has by now, which are nobody's to
 * change back.
 */
const givenVersion = (
  key: string,
  secret: aws.secretsmanager.Secret,
  config: StackConfig,
  opts: pulumi.CustomResourceOptions,
): void => {
  const value = config.secretValues[key];
  if (value !== undefined) {
    new aws.secretsmanager.SecretVersion(
      `${key}--${value.digest}`,
      { secretId: secret.id, secretString: value.text, versionStages: ["AWSCURRENT", CONFIGURED] },
      { ...opts, ...RETAINED, ignoreChanges: ["versionStages"] },
    );
  }
};

/** A secret under its conventional name; without a value in the config it is set by hand. */
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
  givenVersion(key, secret, config, opts);
  return secret;
};

/** What signs a project's events: made up, and replaced by what the config gives. */
export const webhookSecret = (key: string, config: StackConfig, opts: pulumi.CustomResourceOptions): void => {
  const secret = new aws.secretsmanager.Secret(
    key,
    {
      name: secretName(key, config.stack),
      recoveryWindowInDays: recoveryDays(config),
      tags: { [STACK_TAG]: config.stack },
    },
    opts,
  );
  const made = JSON.stringify({ webhook_secret: newSigningKey() });
  const first = new aws.secretsmanager.SecretVersion(
    key,
    { secretId: secret.id, secretString: madeUp(key, made, opts), versionStages: ["AWSCURRENT", MADE] },
    { ...opts, ...RETAINED, ignoreChanges: ["secretString", "versionStages"] },
  );
  givenVersion(key, secret, config, { ...opts, dependsOn: first });
};

export type MadeKey = { readonly name: string; readonly value: pulumi.Output<string> };

/**
 * A key that is made up at the first deployment and the same from then on, unless one is given. Pulumi's state keeps what was made
 * up: a refresh that does not find the secret's version has it written again, and no key is ever made anew.
 */
const madeKey = (key: string, config: StackConfig, given?: pulumi.Output<string>): MadeKey => {
  const name = secretName(key, config.stack);
  const secret = new aws.secretsmanager.Secret(key, { name, recoveryWindowInDays: recoveryDays(config) });
  const made = madeUp(key, randomBytes(BYTES).toString("hex"));
  const version = new aws.secretsmanager.SecretVersion(
    key,
    { secretId: secret.id, secretString: given ?? made },
    { ...RETAINED, ...(given === undefined ? { ignoreChanges: ["secretString"] } : {}) },
  );
  return { name, value: version.secretString.apply((value) => value ?? "") };
};

/** The key that receipt references are sealed with, or the config's: one made anew would be refused at every address that carriers were given. */
export const receiptKey = (config: StackConfig): MadeKey =>
  madeKey(RECEIPT_KEY, config, config.secretValues[RECEIPT_KEY]?.text);

/** The key that consent items are found by. Nobody can give another: it would forget every opt-out. */
export const consentKey = (config: StackConfig): MadeKey => madeKey(CONSENT_KEY, config);
