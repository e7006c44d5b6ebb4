import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";

export type StackRule = {
  readonly name: string;
  readonly description: string;
  /** What is wrong, with the resource that it is about. */
  readonly faults: (resources: readonly PolicyResource[]) => readonly (readonly [PolicyResource, string])[];
};

/** A rule about resources together, as Pulumi takes it. */
export const stackRule = ({ name, description, faults }: StackRule): StackValidationPolicy => ({
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
