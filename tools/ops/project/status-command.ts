import type { ProjectIds } from "../../../runtime/request/request";
import { nonBlank, wordsOf } from "../../command-line";
import { type Answer, answered } from "../cli/answer";
import { awsCaller } from "../connect/aws-caller";
import type { NamedStack } from "../connect/named-stack";
import { operatorName } from "../connect/operator";
import { namedProject, projectName, type StackFile, setProjectFields, writeStackFile } from "../stack-file/stack-file";
import type { ChangeStatus, ProjectStatus } from "./change-status";
import { onStackInEffect } from "./on-stack-in-effect";
import { type AtDesk, chosenProject, commandForProject, type Desk, typedUp } from "./project-command";

/** What became of the record; a text says why it could not be changed. */
type InRecord = "changed" | "absent" | { readonly unreachable: string };

const recordText = (inRecord: InRecord, named: NamedStack, status: ProjectStatus): string => {
  if (inRecord === "changed") return `The record is ${status} too: it holds from the next request on.`;
  if (inRecord === "absent") return `There is no record yet: it holds from the first ${typedUp(named)} on.`;
  return `The record could not be changed (${inRecord.unreachable}): it holds from the next ${typedUp(named)} on, and NOT before.`;
};

/** AWS's caller where AWS can be asked; where it cannot, nothing is changed but this machine's file. */
const whoChanges = async ({ named, file }: Desk): Promise<string> =>
  named.ready === undefined
    ? awsCaller(named.region ?? file.region).catch(() => `${operatorName()} (user of this machine)`)
    : operatorName();

type Change = {
  readonly project: ProjectIds;
  readonly status: ProjectStatus;
  readonly by: string;
  readonly reason: string;
};

/** Puts a status into the config, with who, when and why, and then into the record: the config is what holds, the record what is in effect. */
export const setProjectStatus = async (
  file: StackFile,
  changeStatus: ChangeStatus,
  { project: named, status, by, reason }: Change,
) => {
  const { index, project } = namedProject(file, projectName(named));
  const at = new Date().toISOString();
  const isSo = (project.project_status ?? "active") === status;
  if (!isSo) {
    const comment = `${at} ${by}: ${reason}`;
    const changes = [
      { field: "project_status", value: status, comment },
      { field: "updated_at", value: at },
    ];
    writeStackFile(file, setProjectFields(file, index, changes));
  }
  const recordedAt = isSo ? (project.updated_at ?? project.created_at ?? at) : at;
  const record = await changeStatus(project, status, recordedAt).then(
    (isThere): InRecord => (isThere ? "changed" : "absent"),
    (error: unknown): InRecord => ({ unreachable: wordsOf(error) }),
  );
  const name = projectName(project);
  const inConfig = isSo
    ? `${name} is ${status} in ${file.name} already.`
    : `${name} is ${status} in ${file.name}, with the reason, by ${by} at ${at}.`;
  return { project: name, status, by, at, config: !isSo, record, inConfig };
};

const change = async (desk: Desk, name: string, status: ProjectStatus, reason: string): Promise<Answer> => {
  const { named, file } = desk;
  const { project } = namedProject(file, name);
  const by = await whoChanges(desk);
  const changeStatus: ChangeStatus = (...given) => onStackInEffect(desk, (inEffect) => inEffect.changeStatus(...given));
  const { inConfig, ...data } = await setProjectStatus(file, changeStatus, { project, status, by, reason });
  const text = `${inConfig}\n${recordText(data.record, named, status)}`;
  return { ...answered(text, data), done: typeof data.record === "string" };
};

const statusCommand = (command: string, status: ProjectStatus, description: string, help: string) => (atDesk: AtDesk) =>
  commandForProject(command, description)
    .requiredOption("--reason <why>", "why; no personal data, please", nonBlank)
    .addHelpText("after", help)
    .action((behind, { project, reason }) => {
      const name = chosenProject(command, behind, project);
      return atDesk((desk) => change(desk, name, status, reason));
    });

/** `disable`: a project's requests are refused, at once where the stack can be reached. */
export const disableCommand = statusCommand(
  "disable",
  "inactive",
  "has a project's requests refused, at once, with 403 PROJECT_INACTIVE; what is queued is still sent",
  `
The config is changed, so that the next up leaves it so, and the record, so that it holds at once. Where the record cannot
be reached, the answer says so and the exit code is 1. The reason, the time and who did it stand behind project_status in
the config file: commit it. An enabled project is as it was; keys are not touched.`,
);

/** `enable`: a project's requests are taken again. */
export const enableCommand = statusCommand(
  "enable",
  "active",
  "takes a disabled project's requests again, in the config and at once in the record",
  "\nThe reason, the time and who did it stand behind project_status in the config file.",
);
