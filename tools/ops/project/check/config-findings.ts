import { labelsFor } from "../../../../infra/config/project-config";
import { isJsonObject } from "../../../../runtime/codec/json";
import { wordsOf } from "../../../command-line";
import { configFaults } from "../../stack-file/config-faults";
import type { ProjectEntry, StackFile } from "../../stack-file/stack-file";
import type { StackInEffect } from "../stack-in-effect";
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

/** Whether somebody gets the stack's alarms: SNS sends nothing to an address that has not confirmed. */
export const alarmFindings = async ({
  alarmSubscribers,
}: Pick<StackInEffect, "alarmSubscribers">): Promise<readonly Finding[]> => {
  try {
    const subscribers = await alarmSubscribers();
    if (subscribers === undefined) return [];
    const { confirmed, pending } = subscribers;
    const unconfirmed =
      pending === 0
        ? []
        : [warning("alarms", `${pending} subscribed and not confirmed: the link in SNS's mail does that`)];
    if (confirmed > 0) return [ok("alarms", `${confirmed} confirmed to get them`), ...unconfirmed];
    return [...unconfirmed, warning("alarms", "reach nobody: set alertsEmail, or subscribe to the topic")];
  } catch (error) {
    return [warning("alarms", wordsOf(error))];
  }
};

/** What the config alone tells of a project: its models' shut-down dates, and a rotation that is not finished. */
export const offlineFindings = ({ project }: ProjectEntry, now: Date): readonly Finding[] =>
  modelsInUse(project).map(({ model }) => modelFinding(model, shutdownOf(model), now));

/** A reminder of what was begun. */
export const rotationFindings = ({ project }: ProjectEntry): readonly Finding[] =>
  (["client", "desk"] as const)
    .filter((use) => labelsFor(project, use).length > 1)
    .map((use) => {
      const desk = use === "desk" ? " --desk" : "";
      return warning(`${use} keys`, `a rotation is under way: rotate-key${desk} --finish ends it`);
    });
