import { ofType, stackRule } from "../stack-rule";
import { FUNCTION } from "../types";
import { isText, recordOf } from "../values";

/** Names that say what they hold; a reference to a secret is no secret. */
const SECRET_NAME = /(SECRET|PASSWORD|TOKEN|API_?KEY|CREDENTIALS?|AUTH)(_VALUE)?$/i;

/** Keys of OpenAI and SendGrid, and AWS's own, by how they begin. */
const SECRET_VALUE = /^(sk-|SG\.|AKIA|ASIA)[A-Za-z0-9._-]{8,}/;

/** Shorter texts may be part of anything. */
const TELLING_LENGTH = 8;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A secret's text, and the fields of one that is JSON. */
const textsIn = (secret: unknown): readonly string[] =>
  isText(secret)
    ? [secret, ...Object.values(recordOf(parsed(secret)))].filter(
        (text): text is string => isText(text) && text.length >= TELLING_LENGTH,
      )
    : [];

/** A function reads secrets when it runs; its environment can be read by whoever may look at it. */
export const noSecretInEnvironment = stackRule({
  name: "no-secret-in-environment",
  description: "No environment variable of a function holds a secret",
  faults: (resources) => {
    const secrets = ofType(resources, "aws:secretsmanager/secretVersion:SecretVersion").flatMap(({ props }) =>
      textsIn(props.secretString),
    );
    const isSecret = (name: string, value: string): boolean =>
      SECRET_NAME.test(name) || SECRET_VALUE.test(value) || secrets.some((secret) => value.includes(secret));
    return ofType(resources, FUNCTION).flatMap((consumer) =>
      Object.entries(recordOf(recordOf(consumer.props.environment).variables))
        .filter(([name, value]) => isText(value) && isSecret(name, value))
        .map(([name]) => [consumer, `has a secret in its environment variable ${name}`] as const),
    );
  },
});
