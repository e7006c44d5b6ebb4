import { type Answer, answered } from "../cli/answer";
import { WrongUsage } from "../cli/arguments";
import type { Terminal } from "../cli/terminal";
import { operatorName } from "../connect/operator";
import { namedProject, projectName, readStackFile, setProjectFields, writeStackFile } from "../stack-file/stack-file";
import type { ProjectStatus } from "./change-status";
import { onStackInEffect } from "./on-stack-in-effect";
import { type Place, placeIn, typedUp } from "./place";
import { chosenProject, type ProjectCommand, sharedHelp } from "./project-options";

export const disableHelp = `Disables a project: its requests are refused with 403 PROJECT_INACTIVE. What is queued is still sent.

  npm run project -- disable PROJECT --reason "why" [options]

  The config is changed, so that the next up leaves it so, and the record, so that it holds at once. Where the record cannot
  be reached, the answer says so and the exit code is 1. The reason, the time and who did it stand behind project_status in
  the config file: commit it. An enabled project is as it was; keys are not touched.

  --reason TEXT    why; no personal data, please
${sharedHelp}`;

export const enableHelp = `Enables a project that was disabled, in the config and at once in the record.

  npm run project -- enable PROJECT --reason "why" [options]

  --reason TEXT    why; stands behind project_status in the config file with the time and who did it
${sharedHelp}`;

type Change = { readonly name: string; readonly status: ProjectStatus; readonly reason: string };

/** What became of the record; a text says why it could not be changed. */
type InRecord = "changed" | "absent" | { readonly unreachable: string };

const recordText = (inRecord: InRecord, place: Place, status: ProjectStatus): string => {
  if (inRecord === "changed") return `The record is ${status} too: it holds from the next request on.`;
  if (inRecord === "absent") return `There is no record yet: it holds from the first ${typedUp(place)} on.`;
  return `The record could not be changed (${inRecord.unreachable}): it holds from the next ${typedUp(place)} on, and NOT before.`;
};

const change = async (
  folder: string,
  place: Place,
  { name, status, reason }: Change,
  terminal: Terminal,
): Promise<Answer> => {
  const file = readStackFile(folder, place.stack);
  const { index, project } = namedProject(file, name);
  const fullName = projectName(project);
  const by = operatorName();
  const at = new Date().toISOString();
  const isSo = (project.project_status ?? "active") === status;
  if (!isSo) {
    const comment = `${at} ${by}: ${reason}`;
    const text = setProjectFields(file, index, [
      { field: "project_status", value: status, comment },
      { field: "updated_at", value: at },
    ]);
    writeStackFile(file, text);
  }
  const recordedAt = isSo ? (project.updated_at ?? project.created_at ?? at) : at;
  const inRecord = await onStackInEffect(
    place,
    file,
    terminal.warn,
    async ({ changeStatus }): Promise<InRecord> =>
      (await changeStatus(project, status, recordedAt)) ? "changed" : "absent",
  ).catch((error: unknown): InRecord => ({ unreachable: error instanceof Error ? error.message : String(error) }));

  const inConfig = isSo
    ? `${fullName} is ${status} in ${file.name} already.`
    : `${fullName} is ${status} in ${file.name}, with the reason, by ${by} at ${at}.`;
  const isDone = typeof inRecord === "string";
  const text = `${inConfig}\n${recordText(inRecord, place, status)}`;
  return { ...answered(text, { project: fullName, status, by, at, config: !isSo, record: inRecord }), done: isDone };
};

const statusCommand =
  (command: string, status: ProjectStatus, help: string): ProjectCommand =>
  (folder) => ({
    help,
    options: ["project", "reason"],
    prepare: (given) => {
      const name = chosenProject(command, given);
      const reason = given.values.reason?.trim() ?? "";
      if (reason === "") throw new WrongUsage(`${command} needs --reason: why`);
      const place = placeIn(folder, given.values);
      return (terminal) => change(folder, place, { name, status, reason }, terminal);
    },
  });

/** `disable`: a project's requests are refused, at once where the stack can be reached. */
export const disableCommand = statusCommand("disable", "inactive", disableHelp);

/** `enable`: a project's requests are taken again. */
export const enableCommand = statusCommand("enable", "active", enableHelp);
