import type {
  PolicyResource,
  PolicyResourceOptions,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";

export type Props = Readonly<Record<string, unknown>>;

/** A value as a record; an empty one when it is none. */
export const recordOf = (value: unknown): Props =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

export const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

export const numberOf = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);

export const unless = (holds: boolean, fault: string): readonly string[] => (holds ? [] : [fault]);

type Judged = {
  readonly type: string;
  readonly props: Props;
  readonly opts: PolicyResourceOptions;
  readonly stack: string;
};

type ResourceRule = {
  readonly name: string;
  readonly description: string;
  /** Pulumi types that the rule is about. */
  readonly types: readonly string[];
  /** What is wrong with a resource, each in a sentence. */
  readonly faults: (resource: Judged) => readonly string[];
};

/** The stack's name, as a URN holds it: urn:pulumi:STACK::PROJECT::… */
const stackOf = (urn: string): string => urn.split(":")[2] ?? "";

/** A rule about single resources, as Pulumi takes it. */
export const ofResource = ({ name, description, types, faults }: ResourceRule): ResourceValidationPolicy => ({
  name,
  description,
  validateResource: ({ type, props, opts, urn }, report) => {
    if (!types.includes(type)) return;
    for (const fault of faults({ type, props, opts, stack: stackOf(urn) })) report(fault);
  },
});

type StackRule = {
  readonly name: string;
  readonly description: string;
  /** What is wrong, with the resource that it is about. */
  readonly faults: (resources: readonly PolicyResource[]) => readonly (readonly [PolicyResource, string])[];
};

/** A rule about resources together, as Pulumi takes it. */
export const ofStack = ({ name, description, faults }: StackRule): StackValidationPolicy => ({
  name,
  description,
  validateStack: ({ resources }, report) => {
    for (const [{ urn }, fault] of faults(resources)) report(fault, urn);
  },
});

export const ofType = (resources: readonly PolicyResource[], type: string): readonly PolicyResource[] =>
  resources.filter((resource) => resource.type === type);

/** Resources of a type that a property was made from; known in a preview too, when the property's value is not. */
export const behind = (resource: PolicyResource, property: string, type: string): readonly PolicyResource[] =>
  (resource.propertyDependencies[property] ?? []).filter((one) => one.type === type);

/** The resources of a type that none of `guards` stands for by its property. */
export const unguarded = (
  resources: readonly PolicyResource[],
  type: string,
  guards: readonly PolicyResource[],
  property: string,
): readonly PolicyResource[] => {
  const guarded = new Set(guards.flatMap((guard) => behind(guard, property, type)).map(({ urn }) => urn));
  return ofType(resources, type).filter(({ urn }) => !guarded.has(urn));
};
