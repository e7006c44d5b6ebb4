import type { PolicyResourceOptions, ResourceValidationPolicy } from "@pulumi/policy";

export type Judged = {
  readonly props: Readonly<Record<string, unknown>>;
  readonly opts: PolicyResourceOptions;
  readonly stack: string;
};

export type ResourceRule = {
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
export const resourceRule = ({ name, description, types, faults }: ResourceRule): ResourceValidationPolicy => ({
  name,
  description,
  validateResource: ({ type, props, opts, urn }, report) => {
    if (!types.includes(type)) return;
    for (const fault of faults({ props, opts, stack: stackOf(urn) })) report(fault);
  },
});
