import { DEFAULT_LABELS } from "../../../infra/config/api-key-labels";
import type { ProjectConfig } from "../../../infra/config/project-config";
import { boundKeys } from "../../../runtime/company/bound-keys";
import { type Refusal, refuse } from "../../refusal";
import { readCompanyRecord } from "../check/record-findings";
import type { StackInEffect } from "../connect/stack-in-effect";
import { nextLabel } from "./next-label";

/** A project's key labels before and after a step. */
export type Rotation = { readonly from: readonly string[]; readonly to: readonly string[] };

/** The first step: a second key beside the one in use. */
export const addKey = (
  { api_keys: from = DEFAULT_LABELS }: ProjectConfig,
  label: string | undefined,
): Rotation | Refusal => {
  const [current = "1", another] = from;
  if (another !== undefined) {
    return refuse(
      `there are two keys already, ${from.join(" and ")}: once the new one is in use, rotate-key --finish removes ${current}`,
    );
  }
  const next = label ?? nextLabel(current);
  return next === current ? refuse(`the label ${next} is in use`) : { from, to: [current, next] };
};

/** The last step: the key that was there first is removed. */
export const removeKey = ({ api_keys: from = DEFAULT_LABELS }: ProjectConfig): Rotation | Refusal => {
  const [current, next] = from;
  return current === undefined || next === undefined
    ? refuse(`there is one key only, ${from.join("")}: rotate-key without --finish adds the one to change to`)
    : { from, to: [next] };
};

/** Why a removal would lock the project out; nothing when both of its keys let it in. */
export const removalRisk = async (
  project: ProjectConfig,
  { companies, keyFault }: Pick<StackInEffect, "companies" | "keyFault">,
): Promise<string | undefined> => {
  const bound = boundKeys((await readCompanyRecord(companies, project)) ?? {});
  if (bound.length < 2) return "the new key is not in effect yet";
  const faults = await Promise.all(bound.map(async (id) => ({ id, fault: await keyFault(id) })));
  const broken = faults.find(({ fault }) => fault !== undefined);
  return broken && `key ${broken.id}: ${broken.fault}`;
};
