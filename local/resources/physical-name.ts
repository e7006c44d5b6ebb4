import { shortHash } from "./short-hash";

/** The properties in which the types keep their names; what has none gets its logical name and a suffix, as in AWS. */
const nameProperties = ["name", "dashboardName", "stageName", "bucket", "functionName"];

export const physicalName = (
  inputs: Readonly<Record<string, unknown>>,
  context: { readonly name: string; readonly urn: string },
): string => {
  const given = nameProperties
    .map((property) => inputs[property])
    .find((value) => typeof value === "string" && value !== "");
  return typeof given === "string" ? given : `${context.name}-${shortHash(context.urn, 7)}`;
};
