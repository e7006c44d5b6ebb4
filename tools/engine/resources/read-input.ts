import { isJsonObject } from "../../../runtime/codec/json";

/** A resource's inputs as the engine gives them: plain data. */
export type Inputs = Readonly<Record<string, unknown>>;

const given = (inputs: Inputs, name: string): unknown => inputs[name] ?? undefined;

export const textAt = (inputs: Inputs, name: string): string | undefined => {
  const value = given(inputs, name);
  if (value === undefined || typeof value === "string") return value;
  throw new Error(`${name} must be text`);
};

export const requiredTextAt = (inputs: Inputs, name: string): string => {
  const value = textAt(inputs, name);
  if (value === undefined || value === "") throw new Error(`${name} is missing`);
  return value;
};

/** A number, also one written as text, as some Pulumi types have it. */
export const numberAt = (inputs: Inputs, name: string): number | undefined => {
  const value = given(inputs, name);
  if (value === undefined || value === "") return undefined;
  const number = typeof value === "string" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new Error(`${name} must be a number`);
};

export const requiredNumberAt = (inputs: Inputs, name: string): number => {
  const value = numberAt(inputs, name);
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};

export const recordAt = (inputs: Inputs, name: string): Inputs | undefined => {
  const value = given(inputs, name);
  if (value === undefined || isJsonObject(value)) return value;
  throw new Error(`${name} must be a record`);
};

const listAt = (inputs: Inputs, name: string): readonly unknown[] => {
  const value = given(inputs, name) ?? [];
  if (Array.isArray(value)) return value;
  throw new Error(`${name} must be a list`);
};

export const recordsAt = (inputs: Inputs, name: string): readonly Inputs[] =>
  listAt(inputs, name).map((item, index) => {
    if (isJsonObject(item)) return item;
    throw new Error(`${name}[${index}] must be a record`);
  });

export const textsAt = (inputs: Inputs, name: string): readonly string[] =>
  listAt(inputs, name).map((item, index) => {
    if (typeof item === "string") return item;
    throw new Error(`${name}[${index}] must be text`);
  });

/** A record of texts; numbers and booleans are written out. */
export const textMapAt = (inputs: Inputs, name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(recordAt(inputs, name) ?? {}).map(([key, value]) => [key, String(value)]));

/** Data that AWS takes as JSON text, whether given as text or as data. */
export const jsonAt = (inputs: Inputs, name: string): unknown => {
  const value = given(inputs, name);
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new Error(`${name} is not JSON`);
  }
};

/** Refuses, by name, inputs that the local run cannot honour. */
export const refuseInputs = (inputs: Inputs, names: readonly string[]): void => {
  for (const name of names) {
    const value = inputs[name];
    const isAbsent = value === undefined || value === null || value === false || value === "";
    if (!isAbsent && !(Array.isArray(value) && value.length === 0)) {
      throw new Error(`${name} is not supported by the local run`);
    }
  }
};
