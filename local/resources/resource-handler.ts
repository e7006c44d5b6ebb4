import type { Cloud } from "./cloud";
import type { Declared } from "./declared";
import type { Inputs } from "./read-input";

/** The identity of a resource that is being made. */
export type Made = {
  readonly type: string;
  readonly urn: string;
  /** The physical name. */
  readonly name: string;
  readonly id: string;
  readonly arn: string;
};

/** A resource that was made, as the record of the deployment has it. */
export type Existing = { readonly inputs: Inputs; readonly made: Made; readonly id: string };

/** What a handler states differently from what is computed for the type. */
export type Difference = { readonly id?: string; readonly state?: Readonly<Record<string, unknown>> };

export type Workshop = { readonly cloud: Cloud; readonly declared: Declared };

/** Makes one resource of a type in the local cloud; a thrown error names the input at fault. */
export type ResourceHandler = (
  inputs: Inputs,
  made: Made,
  workshop: Workshop,
) => Promise<Difference | undefined> | Difference | undefined;

/** Brings a resource that exists to new inputs, in place. */
export type ChangeResource = (
  inputs: Inputs,
  existing: Existing,
  workshop: Workshop,
) => Promise<Difference | undefined> | Difference | undefined;

/** Takes one resource out of the local cloud. */
export type RemoveResource = (existing: Existing, workshop: Workshop) => Promise<void> | void;
