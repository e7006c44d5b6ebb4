import { DEFAULT_LABELS } from "../../../infra/config/api-key-labels";
import type { ProjectConfig } from "../../../infra/config/project-config";
import type { JsonObject } from "../../../runtime/codec/json-object";
import { boundKeys } from "../../../runtime/company/bound-keys";
import type { StackInEffect } from "../connect/stack-in-effect";
import { type Finding, findings } from "./finding";

/** Whether the keys of a record are in the gateway, and as many as the config names. */
export const keyFindings = async (
  of: string,
  { api_keys = DEFAULT_LABELS }: ProjectConfig,
  record: JsonObject | undefined,
  { keyFault }: Pick<StackInEffect, "keyFault">,
): Promise<readonly Finding[]> => {
  const { ok, wrong } = findings(of);
  if (record === undefined) return [];
  const bound = boundKeys(record);
  const looked = await Promise.all(
    bound.map(async (id) => {
      const fault = await keyFault(id);
      return fault === undefined ? ok(`key ${id}`, "bound, and in a usage plan") : wrong(`key ${id}`, fault);
    }),
  );
  return bound.length === api_keys.length
    ? looked
    : [
        ...looked,
        wrong(
          "keys",
          `the record has ${bound.length}, the config ${api_keys.length}: bring the config into effect (up)`,
        ),
      ];
};
