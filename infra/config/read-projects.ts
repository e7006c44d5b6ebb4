import * as E from "fp-ts/Either";
import type * as t from "io-ts";
import { slug } from "../slug";
import type { ConfigFault } from "./config-fault";
import { parsedJson } from "./parsed-json";
import { ProjectConfig } from "./project-config";

type Read = { readonly projects: readonly ProjectConfig[]; readonly faults: readonly ConfigFault[] };

const EXAMPLE =
  '[{"company_id":"ci-aaa-001","project_id":"pi-aaa-001","company_name":"…","project_name":"…","channels":{…}}]';

const placeOf = ({ context }: t.ValidationError): string =>
  context
    .map(({ key }) => key)
    .filter((key) => key !== "" && !/^\d+$/.test(key))
    .join(".");

const faultsOf = (index: number, errors: t.Errors): readonly ConfigFault[] =>
  errors.map((error) => ({
    key: `projects[${index}]${placeOf(error) === "" ? "" : `.${placeOf(error)}`}`,
    fault: `must be ${error.context.at(-1)?.type.name ?? "something else"}`,
    example: EXAMPLE,
  }));

const slugsOf = ({ company_id, project_id }: ProjectConfig): string => `${slug(company_id)}/${slug(project_id)}`;

const twins = (projects: readonly ProjectConfig[]): readonly ConfigFault[] =>
  projects.flatMap((project, index) => {
    const first = projects.findIndex((other) => slugsOf(other) === slugsOf(project));
    return first === index
      ? []
      : [
          {
            key: `projects[${index}]`,
            fault: `has the same ids as projects[${first}], as far as resource names tell them apart (${slugsOf(project)})`,
            example: "another project_id",
          },
        ];
  });

/** Reads `projects`, naming the entry and field of every fault. */
export const readProjects = (text: string): Read => {
  const entries = parsedJson(text);
  if (!Array.isArray(entries))
    return { projects: [], faults: [{ key: "projects", fault: "must be a list", example: EXAMPLE }] };
  const decoded = entries.map((entry) => ProjectConfig.decode(entry));
  const projects = decoded.flatMap((result) => (E.isRight(result) ? [result.right] : []));
  const faults = decoded.flatMap((result, index) => (E.isLeft(result) ? faultsOf(index, result.left) : []));
  return { projects, faults: faults.length > 0 ? faults : twins(projects) };
};
