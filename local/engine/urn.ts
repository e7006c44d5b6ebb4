/** The parts of `urn:pulumi:STACK::PROJECT::PARENT_TYPE$TYPE::NAME`. */
export type UrnParts = {
  readonly stack: string;
  readonly project: string;
  readonly qualifiedType: string;
  readonly name: string;
};

const stackType = "pulumi:pulumi:Stack";

export const urnParts = (urn: string): UrnParts => {
  const [start = "", project = "", qualifiedType = "", ...name] = urn.split("::");
  return { stack: start.slice("urn:pulumi:".length), project, qualifiedType, name: name.join("::") };
};

/** The urn that Pulumi gives a resource; the stack itself is not part of its children's types. */
export const makeUrn = (o: {
  readonly stack: string;
  readonly project: string;
  readonly parent: string;
  readonly type: string;
  readonly name: string;
}): string => {
  const parentType = o.parent === "" ? "" : urnParts(o.parent).qualifiedType;
  const prefix = parentType === "" || parentType === stackType ? "" : `${parentType}$`;
  return `urn:pulumi:${o.stack}::${o.project}::${prefix}${o.type}::${o.name}`;
};
