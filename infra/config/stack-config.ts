import { RunError } from "@pulumi/pulumi";
import { ambiguousStackName } from "./ambiguous-stack-name";
import { type ConfigFault, describeFaults } from "./config-fault";
import { derivedTimes } from "./derived-times";
import { impossibleCombinations } from "./impossible-combinations";
import type { ProjectConfig } from "./project-config";
import { projectTiers } from "./project-tiers";
import { readProjects } from "./read-projects";
import { readSecretValues, type SecretValues } from "./read-secret-values";
import { type ConfigTexts, readSettings } from "./read-settings";
import { readUsageTiers, type UsageTiers } from "./read-usage-tiers";
import { settings } from "./settings";
import type { StackSettings } from "./stack-settings";
import { tooManyPlans } from "./too-many-plans";

/** Everything that differs between environments. */
export type StackConfig = StackSettings & {
  readonly stack: string;
  readonly projects: readonly ProjectConfig[];
  readonly usageTiers: UsageTiers;
  readonly secretValues: SecretValues;
};

const known = new Set([...Object.keys(settings), "projects", "usageTiers", "secretValues"]);

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
      ...ambiguousStackName(complete, stack),
      ...impossibleCombinations(complete, new Set(faults.map(({ key }) => key))),
    ],
  };
};

const tenantsOf = (texts: ConfigTexts, usagePlanQuota: number, folder: string) => {
  const { entries, projects, faults } = readProjects(texts.projects ?? "[]", folder);
  const tiers = readUsageTiers(texts.usageTiers ?? "{}");
  return {
    projects,
    usageTiers: tiers.usageTiers,
    faults: [
      ...faults,
      ...tiers.faults,
      ...projectTiers(entries, tiers.names),
      ...tooManyPlans(projects, tiers.names.length, usagePlanQuota),
    ],
  };
};

/** Decodes the whole stack config, or throws one error that names every fault in it; `folder` is that of Pulumi.yaml. */
export const stackConfig = (texts: ConfigTexts, stack: string, folder: string = process.cwd()): StackConfig => {
  const { secretValues, faults: secretFaults } = readSecretValues(texts.secretValues ?? "{}");
  const { settings, faults: settingFaults } = settingsOf(texts, stack);
  const { projects, usageTiers, faults: tenantFaults } = tenantsOf(texts, settings.usagePlanQuota, folder);
  const faults = [...unknownKeys(texts), ...settingFaults, ...tenantFaults, ...secretFaults];
  if (faults.length > 0) throw new RunError(describeFaults(faults));
  return { ...settings, stack, projects, usageTiers, secretValues };
};
