import { randomInt } from "node:crypto";
import type { Secret } from "./secret";

const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A full ARN, with the six random characters that AWS appends. */
export const makeSecretArn = (region: string, name: string): string => {
  const suffix = Array.from({ length: 6 }, () => characters[randomInt(characters.length)]).join("");
  return `arn:aws:secretsmanager:${region}:000000000000:secret:${name}-${suffix}`;
};

/** Whether a SecretId means this secret: its name, its ARN, or its ARN without the six characters. */
export const isIdOf = (secret: Secret, id: string): boolean =>
  id === secret.name || id === secret.arn || id === secret.arn.slice(0, -7);
