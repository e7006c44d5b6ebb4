import { type Answer, answered } from "../../cli/answer";
import type { Terminal } from "../../cli/terminal";
import { WrongUsage } from "../../cli/wrong-usage";
import { operatorName } from "../../connect/operator-name";
import { namedProject, projectName } from "../../stack-file/named-project";
import { setProjectFields } from "../../stack-file/set-project-fields";
import { readStackFile, writeStackFile } from "../../stack-file/stack-file";
import { chosenProject } from "../chosen-project";
import { onStackInEffect } from "../connect/on-stack-in-effect";
import { type Place, placeIn } from "../connect/place";
import type { ProjectCommand } from "../project-command";
import { typedUp } from "../typed";
import type { ProjectStatus } from "./change-status";
import { disableHelp, enableHelp } from "./status-help";

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
