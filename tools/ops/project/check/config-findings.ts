import { isJsonObject } from "../../../../runtime/codec/json";
import { configFaults } from "../../stack-file/config-faults";
import type { ProjectEntry, StackFile } from "../../stack-file/stack-file";
import { type Finding, ok, warning, wrong } from "./finding";
import { modelFinding, modelsInUse, shutdownOf } from "./models";

/** Nothing is secret on a machine of one's own. */
const plainSecrets = ({ stack, values }: StackFile): readonly Finding[] => {
  const secrets = isJsonObject(values.secretValues) && stack !== "local" ? values.secretValues : {};
  return Object.entries(secrets)
    .filter(([, fields]) => isJsonObject(fields) && Object.values(fields).some((value) => typeof value === "string"))
    .map(([name]) => wrong(`secret ${name}`, "stands in plain text: change it, and set it again with --secret"));
};

/** What can be said of a stack's config as a whole. */
export const stackFindings = (file: StackFile): readonly Finding[] => {
  const faults = configFaults(file);
  const config =
    faults.length === 0 ? [ok("config", "is accepted by the program")] : faults.map((fault) => wrong("config", fault));
  return [...config, ...plainSecrets(file)];
};

/** What the config alone tells of a project: its models' shut-down dates, and a rotation that is not finished. */
export const offlineFindings = ({ project }: ProjectEntry, now: Date): readonly Finding[] =>
  modelsInUse(project).map(({ model }) => modelFinding(model, shutdownOf(model), now));

/** A reminder of what was begun. */
export const rotationFindings = ({ project }: ProjectEntry): readonly Finding[] =>
  (project.api_keys ?? []).length > 1 ? [warning("keys", "a rotation is under way: rotate-key --finish ends it")] : [];
