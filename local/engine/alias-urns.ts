import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { makeUrn } from "./urn";

export type AliasOwner = {
  readonly stack: string;
  readonly project: string;
  readonly parent: string;
  readonly type: string;
  readonly name: string;
};

/** The urn under which an alias says that a resource was known before; parts that it leaves out are the resource's own. */
export const aliasUrn = (alias: Alias, owner: AliasOwner): string => {
  const spec = alias.getSpec();
  if (spec === undefined) return alias.getUrn();
  return makeUrn({
    stack: spec.getStack() || owner.stack,
    project: spec.getProject() || owner.project,
    parent: spec.getNoparent() ? "" : spec.getParenturn() || owner.parent,
    type: spec.getType() || owner.type,
    name: spec.getName() || owner.name,
  });
};
