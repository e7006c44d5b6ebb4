import { projectSlug } from "../project-slug";
import type { ConfigFault } from "./config-fault";
import type { ProjectConfig } from "./project-config";

/** A project with its place in the list. */
export type Entry = { readonly index: number; readonly project: ProjectConfig };

/** Faults of entries that an earlier one leaves no name to. */
export const twins = (entries: readonly Entry[]): readonly ConfigFault[] =>
  entries.flatMap(({ index, project }) => {
    const first = entries.find((other) => projectSlug(other.project) === projectSlug(project));
    return first === undefined || first.index === index
      ? []
      : [
          {
            key: `projects[${index}]`,
            fault: `has the same ids as projects[${first.index}], as far as resource names tell them apart (${projectSlug(project)})`,
            example: "another project_id",
          },
        ];
  });
