import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type JsonObject } from "../../runtime/codec/json";
import type { RegisteredResource, RunResult } from "../../tools/engine/program/deployment";
import { plainProperties, secretSignature, signatureKey } from "../../tools/engine/program/wire";
import type { StateResource } from "./lab";

/** A state that was exported with its secrets marks these as the wire does, but for the JSON text of the value. */
const asOnWire = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asOnWire);
  if (!isJsonObject(value)) return value;
  return value[signatureKey] === secretSignature
    ? { [signatureKey]: secretSignature, value: JSON.parse(String(value.plaintext)) }
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asOnWire(inner)]));
};

/** Properties of the state, plain, with the paths of its secrets. */
export const plainState = (properties: unknown) => plainProperties(asOnWire(properties ?? {}) as JsonObject);

const topOf = (paths: readonly string[]): readonly string[] =>
  [...new Set(paths.map((path) => path.split(/[.[]/)[0] ?? path))].sort();

const sorted = (list: unknown): readonly unknown[] => (Array.isArray(list) ? list.toSorted() : []);

const sortedLists = (record: unknown): JsonObject =>
  Object.fromEntries(
    Object.entries(record ?? {}).flatMap(([key, list]) =>
      Array.isArray(list) && list.length > 0 ? [[key, sorted(list)]] : [],
    ),
  );

/** A function's code has hashes of each engine's own, and what the program ignores may differ from run to run. */
const comparedInputs = (inputs: JsonObject, ignored: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== "code" && !ignored.includes(name)));

type Aspects = JsonObject;

/** The real engine makes up the ids of its own kinds of resources, such as a stash. */
const idOf = (type: string, id: string | undefined): string | undefined => (type.startsWith("pulumi:") ? "" : id);

const ofOwn = (own: RegisteredResource): Aspects => {
  const { parent, protect, retainOnDelete, ignoreChanges } = own;
  const secretOutputs = [...own.secretInputs, ...own.additionalSecretOutputs.filter((name) => name in own.state)];
  return {
    ...{ id: idOf(own.type, own.id), parent, protect, retainOnDelete, ignoreChanges: sorted(ignoreChanges) },
    inputs: comparedInputs(own.inputs, ignoreChanges),
    inputNames: sorted(Object.keys(own.inputs)),
    secretInputs: sorted(own.secretInputs),
    outputNames: sorted(Object.keys(own.state)),
    secretOutputs: topOf(secretOutputs),
    additionalSecretOutputs: sorted(own.additionalSecretOutputs),
    dependencies: sorted(own.dependencies),
    propertyDependencies: sortedLists(own.propertyDependencies),
  };
};

const ofReal = (real: StateResource): Aspects => {
  const inputs = plainState(real.inputs);
  const outputs = plainState(real.outputs);
  const ignoreChanges = sorted(real.ignoreChanges) as readonly string[];
  return {
    ...{ id: idOf(real.type, real.id), parent: real.parent ?? "", protect: real.protect ?? false, ignoreChanges },
    retainOnDelete: real.retainOnDelete ?? false,
    inputs: comparedInputs(inputs.values, ignoreChanges),
    inputNames: sorted(Object.keys(inputs.values)),
    secretInputs: sorted(inputs.secretPaths),
    outputNames: sorted(Object.keys(outputs.values)),
    secretOutputs: topOf(outputs.secretPaths),
    additionalSecretOutputs: sorted(real.additionalSecretOutputs),
    dependencies: sorted(real.dependencies),
    propertyDependencies: sortedLists(real.propertyDependencies),
  };
};

const shown = (urn: string): string => urn.split("::").slice(2).join(" ");

const between = (urn: string, real: Aspects, own: Aspects): readonly string[] =>
  Object.keys(real)
    .filter((aspect) => !isDeepStrictEqual(real[aspect], own[aspect]))
    .map(
      (aspect) => `${shown(urn)} ${aspect}: real ${JSON.stringify(real[aspect])}, own ${JSON.stringify(own[aspect])}`,
    );

const ofStack = (outputs: JsonObject, secrets: readonly string[]): Aspects => ({
  outputNames: sorted(Object.keys(outputs)),
  secretOutputs: topOf(secrets),
});

/** What a program's run under the project's own engine recorded otherwise than Pulumi's own engine did, a line for each; empty where both agree. */
export const differences = (own: RunResult, state: readonly StateResource[]): readonly string[] => {
  const declared = new Map(own.resources.map((resource) => [resource.urn, resource]));
  // Pulumi's own engine has a provider as a resource of its own where the program names none.
  const real = state.filter(({ type }) => !type.startsWith("pulumi:providers:"));
  const known = new Set(real.map(({ urn }) => urn));
  return [
    ...[...known].filter((urn) => !declared.has(urn)).map((urn) => `only the real engine: ${shown(urn)}`),
    ...[...declared.keys()].filter((urn) => !known.has(urn)).map((urn) => `only the own engine: ${shown(urn)}`),
    ...real.flatMap((resource) => {
      const other = declared.get(resource.urn);
      if (other !== undefined && resource.custom) return between(resource.urn, ofReal(resource), ofOwn(other));
      if (resource.type !== "pulumi:pulumi:Stack") return [];
      const { values, secretPaths } = plainState(resource.outputs);
      return between(resource.urn, ofStack(values, secretPaths), ofStack(own.outputs, own.secretOutputs));
    }),
  ];
};
