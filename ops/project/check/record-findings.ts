import { isDeepStrictEqual } from "node:util";
import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import { companyRecordItem } from "../../../infra/company-record-item";
import type { ProjectConfig } from "../../../infra/config/project-config";
import { fromAttributes, toAttributes } from "../../../runtime/adapters/attribute-value";
import { isJsonObject, type JsonObject } from "../../../runtime/codec/json-object";
import { boundKeys } from "../../../runtime/company/bound-keys";
import type { Companies } from "../../../runtime/ports/companies";
import { type Finding, findings } from "./finding";

/** A project's record; throws when the table cannot be read. */
export const readCompanyRecord = async (
  { find }: Companies,
  { company_id, project_id }: Pick<ProjectConfig, "company_id" | "project_id">,
): Promise<JsonObject | undefined> => {
  const found = await find({ company_id, project_id })();
  if (E.isLeft(found)) throw new Error("the company table cannot be read");
  return O.toUndefined(found.right);
};

/** Places that differ; nothing of the values, which hold names and numbers. */
const differences = (one: unknown, other: unknown, place = ""): readonly string[] => {
  if (isDeepStrictEqual(one, other)) return [];
  if (!isJsonObject(one) || !isJsonObject(other)) return [place];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key) => differences(one[key], other[key], place === "" ? key : `${place}.${key}`));
};

/** Whether a project's record says what its config says. */
export const recordFindings = (
  of: string,
  project: ProjectConfig,
  stack: string,
  record: JsonObject | undefined,
): readonly Finding[] => {
  const { ok, warning, wrong } = findings(of);
  if (record === undefined) return [wrong("record", "there is none: bring the config into effect (up)")];
  const expected = fromAttributes(toAttributes(companyRecordItem(project, boundKeys(record), stack)));
  const comparable = { ...record, api_key_reference: boundKeys(record) };
  const different = differences(expected, comparable);
  return [
    different.length === 0
      ? ok("record", "says what the config says")
      : wrong("record", `differs from the config in ${different.join(", ")}: bring the config into effect (up)`),
    ...(record.project_status === "active"
      ? []
      : [warning("status", "the project is inactive: its requests are refused")]),
  ];
};
