import type { RegisteredResource } from "../engine/registered-resource";
import type { DeployedResource } from "./deployed-resource";
import type { Draft } from "./draft";

/** A resource as the new declaration wants it. */
export type Wanted = Omit<Draft, "before"> & { readonly registered: RegisteredResource };

/** What is to be done about one resource. */
export type Step =
  | { readonly _tag: "Same"; readonly wanted: Wanted; readonly before: DeployedResource }
  | { readonly _tag: "Create"; readonly wanted: Wanted }
  | { readonly _tag: "Update"; readonly wanted: Wanted; readonly before: DeployedResource }
  | {
      readonly _tag: "Replace";
      readonly wanted: Wanted;
      readonly before: DeployedResource;
      /** Removed before the new one is made, since both would have the same name. */
      readonly removeFirst: boolean;
    }
  /** `keep`: only the record goes. */
  | { readonly _tag: "Delete"; readonly before: DeployedResource; readonly keep: boolean };

/** The steps of an update: first those of what is declared, in the order of the program, then the deletions. */
export type Plan = readonly Step[];

export const nameOf = (step: Step): string => (step._tag === "Delete" ? step.before.name : step.wanted.registered.name);

export const typeOf = (step: Step): string => (step._tag === "Delete" ? step.before.type : step.wanted.registered.type);
