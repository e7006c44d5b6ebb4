import { RunError } from "@pulumi/pulumi";
import { type ConfigFault, describeFaults } from "./config-fault";
import { derivedTimes } from "./derived-times";
import { impossibleCombinations } from "./impossible-combinations";
import type { ProjectConfig } from "./project-config";
import { readProjects } from "./read-projects";
import { readSecretValues, type SecretValues } from "./read-secret-values";
import { type ConfigTexts, readSettings } from "./read-settings";
import { settings } from "./settings";
import type { StackSettings } from "./stack-settings";

/** Everything that differs between environments. */
export type StackConfig = StackSettings & {
  readonly stack: string;
  readonly projects: readonly ProjectConfig[];
  readonly secretValues: SecretValues;
};

const known = new Set([...Object.keys(settings), "projects", "secretValues"]);

const unknownKeys = (texts: ConfigTexts): readonly ConfigFault[] =>
  Object.keys(texts)
    .filter((key) => !known.has(key))
    .map((key) => ({ key, fault: "is not a key of this program", example: [...known].sort().join(", ") }));

const missingOrigins: ConfigFault = {
  key: "corsOrigins",
  fault: "is required",
  example: settings.corsOrigins.example,
};

type Parts = { readonly settings: StackSettings; readonly faults: readonly ConfigFault[] };

const settingsOf = (texts: ConfigTexts, stack: string): Parts => {
  const { values, faults } = readSettings(texts);
  const given = values as Omit<StackSettings, "isLocal">;
  const complete = { ...given, ...derivedTimes(given), isLocal: stack === "local" };
  return {
    settings: complete,
    faults: [
      ...faults,
      ...(texts.corsOrigins === undefined ? [missingOrigins] : []),
      ...impossibleCombinations(complete, new Set(faults.map(({ key }) => key))),
    ],
  };
};

/** Decodes the whole stack config, or throws one error that names every fault in it. */
export const stackConfig = (texts: ConfigTexts, stack: string): StackConfig => {
  const { projects, faults: projectFaults } = readProjects(texts.projects ?? "[]");
  const { secretValues, faults: secretFaults } = readSecretValues(texts.secretValues ?? "{}");
  const parts = settingsOf(texts, stack);
  const faults = [...unknownKeys(texts), ...parts.faults, ...projectFaults, ...secretFaults];
  if (faults.length > 0) throw new RunError(describeFaults(faults));
  return { ...parts.settings, stack, projects, secretValues };
};
