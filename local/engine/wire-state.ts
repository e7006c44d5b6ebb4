import { isDeepStrictEqual } from "node:util";
import { isRecord } from "./is-record";
import { secretSignature, signatureKey } from "./property-signatures";

export type StateSource = {
  /** Inputs as they came, with the wire's markers. */
  readonly wireInputs: Readonly<Record<string, unknown>>;
  /** The same inputs, plain. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Paths of secret inputs. */
  readonly secretPaths: readonly string[];
  /** Names of outputs that the program wants to be secret. */
  readonly additionalSecretOutputs: readonly string[];
};

const propertyOf = (path: string): string => path.split(/[.[]/)[0] ?? path;

const isSecret = (value: unknown): boolean => isRecord(value) && value[signatureKey] === secretSignature;

/** A secret within a secret would reach the program with the inner mark still on it. */
const asSecret = (value: unknown): unknown => (isSecret(value) ? value : { [signatureKey]: secretSignature, value });

/**
 * A resource's state as the program receives it. What was given is handed back as it was given, so that assets stay
 * assets; a property that held a secret, or that the program named as secret, stays secret.
 */
export const wireState = (
  state: Readonly<Record<string, unknown>>,
  source: StateSource,
): Readonly<Record<string, unknown>> => {
  const secretNames = new Set([...source.secretPaths.map(propertyOf), ...source.additionalSecretOutputs]);
  const wire = (name: string, value: unknown): unknown => {
    const given = source.wireInputs[name];
    const unchanged = given !== undefined && isDeepStrictEqual(value, source.inputs[name]);
    if (unchanged && !source.additionalSecretOutputs.includes(name)) return given;
    return secretNames.has(name) ? asSecret(unchanged ? given : value) : value;
  };
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [name, wire(name, value)]));
};
