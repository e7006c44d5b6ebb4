import type { ConfigFault } from "./config-fault";
import type { Entry } from "./twin-projects";

/** Faults of entries that were changed before they were made. */
export const timesInOrder = (entries: readonly Entry[]): readonly ConfigFault[] =>
  entries.flatMap(({ index, project: { created_at, updated_at } }) =>
    created_at !== undefined && updated_at !== undefined && Date.parse(updated_at) < Date.parse(created_at)
      ? [{ key: `projects[${index}].updated_at`, fault: "must not be before created_at", example: created_at }]
      : [],
  );
