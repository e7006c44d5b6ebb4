import type { ConfigFault } from "../../infra/config/config-fault";
import type { ProjectConfig } from "../../infra/config/project-config";
import { readProjects } from "../../infra/config/read-projects";
import type { StackFile } from "./stack-file";

/** A project of a stack's config with its place in the list. */
export type ProjectEntry = { readonly index: number; readonly project: ProjectConfig };

export type ProjectEntries = { readonly entries: readonly ProjectEntry[]; readonly faults: readonly ConfigFault[] };

/** `projects` as it stands in the file. */
export const listedProjects = ({ values, path }: StackFile): readonly unknown[] => {
  const listed = values.projects ?? [];
  if (!Array.isArray(listed)) throw new Error(`${path}: projects must be a list`);
  return listed;
};

/** A stack's projects, decoded by the program's own codec; faults keep the entry out. */
export const projectEntries = (file: StackFile): ProjectEntries =>
  readProjects(JSON.stringify(listedProjects(file)), file.folder);
