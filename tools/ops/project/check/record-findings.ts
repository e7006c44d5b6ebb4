import { isDeepStrictEqual } from "node:util";
import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import { keysOfProject, type ProjectConfig } from "../../../../infra/config/project-config";
import { companyRecordItem } from "../../../../infra/tenant/company-record";
import { fromAttributes, toAttributes } from "../../../../runtime/codec/attribute-value";
import { isJsonObject } from "../../../../runtime/codec/json";
import type { Company } from "../../../../runtime/company/company";
import { projectName } from "../../stack-file/stack-file";
import { type Finding, ok, type Subject, warning, wrong } from "./finding";

/** Places that differ; nothing of the values, which hold names and numbers. */
const differences = (one: unknown, other: unknown, place = ""): readonly string[] => {
  if (isDeepStrictEqual(one, other)) return [];
  if (!isJsonObject(one) || !isJsonObject(other)) return [place];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key) => differences(one[key], other[key], place === "" ? key : `${place}.${key}`));
};

/** What puts a record right: a status has a command of its own; what was changed by hand, no deployment notices until the entry has changed. */
const mending = (project: ProjectConfig, different: readonly string[]): string => {
  const { project_status: status = "active" } = project;
  if (different.some((place) => place !== "project_status" && place !== "updated_at"))
    return "bring the config into effect (up); if that finds nothing to change, project edit PROJECT, and up again";
  return `npm run project -- ${status === "active" ? "enable" : "disable"} ${projectName(project)} --reason "…"`;
};

/** On an engine of one's own it stands for the companies' stand-in, whose port nobody knows before. */
const STAND_IN = "http://company.localhost";

const whereItStands = (project: ProjectConfig, { webhook }: Company, stack: string): ProjectConfig => {
  if (stack !== "local" || project.webhook === undefined || O.isNone(webhook)) return project;
  const { origin } = new URL(webhook.value.url);
  return { ...project, webhook: { ...project.webhook, url: project.webhook.url.replace(STAND_IN, origin) } };
};

/** Whether a project's record says what its config says. */
export const recordFindings = ({ project, stack }: Subject, company: Company | undefined): readonly Finding[] => {
  if (company === undefined) return [wrong("record", "there is none: bring the config into effect (up)")];
  const expected = fromAttributes(
    toAttributes(companyRecordItem(whereItStands(project, company, stack), company, stack)),
  );
  const { keyIds, deskKeyIds } = company;
  const comparable = { ...company.record, api_key_reference: keyIds, desk_key_reference: deskKeyIds };
  const different = differences(expected, comparable);
  return [
    different.length === 0
      ? ok("record", "says what the config says")
      : wrong("record", `differs from the config in ${different.join(", ")}: ${mending(project, different)}`),
    ...(company.isActive ? [] : [warning("status", "the project is inactive: its requests are refused")]),
  ];
};

/** Whether the keys of a record are in the gateway, and as many as the config names. */
export const keyFindings = async (
  { project, inEffect: { checkKey } }: Subject,
  company: Company | undefined,
): Promise<readonly Finding[]> => {
  if (company === undefined) return [];
  const ids = [...company.keyIds, ...company.deskKeyIds];
  const looked = await Promise.all(
    ids.map(async (id) => {
      const checked = await checkKey(id)();
      return E.isRight(checked) ? ok(`key ${id}`, "bound, and in a usage plan") : wrong(`key ${id}`, checked.left);
    }),
  );
  const named = keysOfProject(project).length;
  if (ids.length === named) return looked;
  const numbers = `the record has ${ids.length}, the config ${named}`;
  return [...looked, wrong("keys", `${numbers}: bring the config into effect (up)`)];
};
