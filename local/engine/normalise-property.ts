import { isRecord } from "./is-record";
import { outputSignature, resourceSignature, secretSignature, signatureKey, unknownValue } from "./property-signatures";

const secret = (value: unknown): unknown => ({ [signatureKey]: secretSignature, value });

/**
 * Brings a value from the program to the form in which a provider would receive and return it:
 * a resource reference becomes its id (its urn for a component), an output value its value, secret or unknown.
 */
export const normaliseProperty = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(normaliseProperty);
  if (!isRecord(value)) return value;
  switch (value[signatureKey]) {
    case resourceSignature:
      return value.id === undefined ? value.urn : normaliseProperty(value.id === "" ? unknownValue : value.id);
    case outputSignature: {
      const inner = "value" in value ? normaliseProperty(value.value) : unknownValue;
      return value.secret === true ? secret(inner) : inner;
    }
    default:
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, normaliseProperty(inner)]));
  }
};

/** The same for every property of a resource. */
export const normaliseProperties = (record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, normaliseProperty(value)]));
