import type { ChangeResource, RemoveResource, ResourceHandler } from "./resource-handler";

/** What the local run does with the resources of one type. */
export type ResourceRule = {
  readonly make: ResourceHandler;
  readonly change: ChangeResource;
  readonly remove: RemoveResource;
  /** Inputs for which Pulumi replaces the resource; "all" for one that cannot be changed. */
  readonly replaceOn: readonly string[] | "all";
  /** Whether making puts the new one in the place of one with the same id in one step, so that it need not be removed before. */
  readonly takesPlace: boolean;
  /** Whether the service makes up outputs, so that nothing can depend on these before they are there. */
  readonly outputsUnknownBefore: boolean;
};

type Specifics = Pick<ResourceRule, "replaceOn"> &
  Partial<Pick<ResourceRule, "change" | "takesPlace" | "outputsUnknownBefore">>;

/** A type whose making overwrites is changed by making it again; any other one says how it is changed. */
export const rule = (make: ResourceHandler, remove: RemoveResource, specifics: Specifics): ResourceRule => ({
  make,
  remove,
  replaceOn: specifics.replaceOn,
  change: specifics.change ?? ((inputs, { made }, workshop) => make(inputs, made, workshop)),
  takesPlace: specifics.takesPlace ?? specifics.change === undefined,
  outputsUnknownBefore: specifics.outputsUnknownBefore ?? false,
});

/** Types that are recorded only can be changed at will. */
export const recordedRule: ResourceRule = rule(
  () => undefined,
  () => undefined,
  { replaceOn: [] },
);
