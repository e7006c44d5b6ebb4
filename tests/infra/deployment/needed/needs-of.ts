import type { RegisteredResource } from "../../../../local/engine/registered-resource";
import type { RunResult } from "../../../../local/engine/run-types";
import { apiNeeds } from "./api-needs";
import { auditNeeds } from "./audit-needs";
import { dataNeeds } from "./data-needs";
import { functionNeeds } from "./function-needs";
import type { Need, Needs } from "./need";
import { roleNeeds } from "./role-needs";

/**
 * Pulumi type → the calls of the AWS provider for one of its resources. A type that the program comes to declare is added
 * here, by the Service Authorization Reference and the provider's source.
 */
const needs: Needs = { ...dataNeeds, ...functionNeeds, ...apiNeeds, ...roleNeeds, ...auditNeeds };

export const needsOf = (resource: RegisteredResource, run: RunResult): readonly Need[] => {
  const row = needs[resource.type];
  if (row === undefined) throw new Error(`What deploying ${resource.type} takes is not known: add it to the table`);
  return row(resource, run);
};

/** What the program itself makes in AWS; components only group it. */
export const madeInAws = ({ resources }: RunResult): readonly RegisteredResource[] =>
  resources.filter(({ custom, type }) => custom && type.startsWith("aws:"));
