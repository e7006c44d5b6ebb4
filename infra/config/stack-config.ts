import * as pulumi from "@pulumi/pulumi";
import { RunError } from "@pulumi/pulumi";
import { allConfig } from "@pulumi/pulumi/runtime";
import { namesFor } from "../names";
import { type StageThrottle, stageThrottle, throttleBelowPlans } from "./api-limits";
import { type ConfigFault, describeFaults, faultIf, nearest } from "./faults";
import type { ProjectConfig } from "./project-config";
import { closedWebhooks, readProjects } from "./projects";
import { readSecretValues, type SecretValues, straySecretValues } from "./secret-values";
import { settings } from "./settings";
import {
  ambiguousStackName,
  type ConfigTexts,
  impossibleCombinations,
  impossibleStackName,
  readSettings,
  type StackSettings,
} from "./stack-settings";
import { projectTiers, readUsageTiers, tooManyPlans, type UsageTiers } from "./tiers";
import { derivedTimes } from "./times";

/** Everything that differs between environments. */
export type StackConfig = Omit<StackSettings, keyof StageThrottle> &
  StageThrottle & {
    readonly stack: string;
    readonly projects: readonly ProjectConfig[];
    readonly usageTiers: UsageTiers;
    readonly secretValues: SecretValues;
  };

const known = [...Object.keys(settings), "projects", "usageTiers", "secretValues"];

const unknownKeys = (texts: ConfigTexts): readonly ConfigFault[] =>
  Object.keys(texts)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const meant = nearest(key, known);
      return meant === undefined
        ? { key, fault: "is not a key of this program: docs/configuration.md has all", example: "logLevel" }
        : { key, fault: `is not a key of this program: did you mean ${meant}?`, example: exampleOf(meant) };
    });

const exampleOf = (key: string): string =>
  Object.entries<{ readonly example: string }>(settings).find(([name]) => name === key)?.[1].example ?? key;

type Parts = { readonly settings: StackSettings; readonly faults: readonly ConfigFault[] };

const settingsOf = (texts: ConfigTexts, stack: string): Parts => {
  const { values, faults } = readSettings(texts);
  const given = values as Omit<StackSettings, "isLocal">;
  const complete = { ...given, ...derivedTimes(given), isLocal: stack === "local" };
  return {
    settings: complete,
    faults: [
      ...faults,
      ...faultIf(texts.corsOrigins === undefined, "corsOrigins", "is required", settings.corsOrigins.example),
      ...ambiguousStackName(complete, stack),
      ...impossibleCombinations(complete, new Set(faults.map(({ key }) => key))),
    ],
  };
};

const tenantsOf = (texts: ConfigTexts, { usagePlanQuota, isLocal }: StackSettings, folder: string) => {
  const { entries, projects, faults } = readProjects(texts.projects ?? "[]", folder);
  const tiers = readUsageTiers(texts.usageTiers ?? "{}");
  return {
    projects,
    usageTiers: tiers.usageTiers,
    faults: [
      ...faults,
      ...closedWebhooks(entries, isLocal),
      ...tiers.faults,
      ...projectTiers(entries, tiers.names),
      ...tooManyPlans(projects, tiers.names.length, usagePlanQuota),
    ],
  };
};

/** Decodes the whole stack config, or throws one error that names every fault in it; `folder` is that of Pulumi.yaml. */
export const stackConfig = (texts: ConfigTexts, stack: string, folder: string = process.cwd()): StackConfig => {
  const impossible = impossibleStackName(stack);
  if (impossible !== undefined) throw new RunError(impossible);
  const { secretValues, faults: secretFaults } = readSecretValues(texts.secretValues ?? "{}");
  const { settings, faults: settingFaults } = settingsOf(texts, stack);
  const { projects, usageTiers, faults: tenantFaults } = tenantsOf(texts, settings, folder);
  const throttle = stageThrottle(settings, { projects, usageTiers });
  const faults = [
    ...unknownKeys(texts),
    ...settingFaults,
    ...tenantFaults,
    ...throttleBelowPlans(throttle, { projects, usageTiers }),
    ...secretFaults,
  ];
  if (faults.length > 0) throw new RunError(describeFaults(faults));
  return { ...settings, ...throttle, stack, projects, usageTiers, secretValues };
};

const warnOfStrays = ({ secretValues, projects }: StackConfig): void => {
  const strays = straySecretValues(Object.keys(secretValues), projects);
  if (strays.length === 0) return;
  void pulumi.log.warn(`secretValues holds what is no secret of this stack and is left out: ${strays.join(", ")}`);
};

/** Others may have subscribed to the topic by themselves, so nobody is kept from deploying. */
const warnOfSilence = ({ protectData, alertsEmail, stack }: StackConfig): void => {
  if (!protectData || alertsEmail !== undefined) return;
  const topic = namesFor(stack)("alarms");
  void pulumi.log.warn(
    `alertsEmail is not set: the alarms of this stack reach only whoever has subscribed to the topic ${topic}`,
  );
};

/** The config of the stack that is being deployed, decoded as a whole. */
export const currentConfig = (): StackConfig => {
  const prefix = `${pulumi.getProject()}:`;
  const texts = Object.entries(allConfig() as Readonly<Record<string, string>>)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value]);
  const config = stackConfig(Object.fromEntries(texts), pulumi.getStack());
  warnOfStrays(config);
  warnOfSilence(config);
  return config;
};
