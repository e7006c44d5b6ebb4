import { type ProjectEntry, projectEntries } from "./project-entries";
import type { StackFile } from "./stack-file";

/** A project as operators name it: COMPANY/PROJECT. */
export const projectName = ({
  company_id,
  project_id,
}: Pick<ProjectEntry["project"], "company_id" | "project_id">): string => `${company_id}/${project_id}`;

const isNamed = (name: string, entry: ProjectEntry): boolean =>
  name.includes("/") ? projectName(entry.project) === name : entry.project.project_id === name;

/** The project of the name, COMPANY/PROJECT or just PROJECT where only one company has it; throws in plain words otherwise. */
export const namedProject = (file: StackFile, name: string): ProjectEntry => {
  const { entries, faults } = projectEntries(file);
  const found = entries.filter((entry) => isNamed(name, entry));
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  if (second !== undefined) {
    throw new Error(`"${name}" could be ${found.map(({ project }) => projectName(project)).join(" or ")}`);
  }
  const known = entries.map(({ project }) => projectName(project)).join(", ") || "none";
  const broken = faults.length === 0 ? "" : `; entries with faults are not counted (check --offline names them)`;
  throw new Error(`${file.path} has no project "${name}"; it has ${known}${broken}`);
};
