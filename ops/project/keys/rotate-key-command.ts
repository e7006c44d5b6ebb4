import { type Answer, answered, notDone } from "../../cli/answer";
import type { Terminal } from "../../cli/terminal";
import { WrongUsage } from "../../cli/wrong-usage";
import { isRefusal } from "../../refusal";
import { namedProject, projectName } from "../../stack-file/named-project";
import type { ProjectEntry } from "../../stack-file/project-entries";
import { setProjectFields } from "../../stack-file/set-project-fields";
import { readStackFile, type StackFile, writeStackFile } from "../../stack-file/stack-file";
import { chosenProject } from "../chosen-project";
import { keysOf } from "../connect/issued-key";
import { onStackInEffect } from "../connect/on-stack-in-effect";
import { type Place, placeIn } from "../connect/place";
import { fieldFault } from "../new/field-fault";
import type { ProjectCommand } from "../project-command";
import type { ProjectArguments } from "../project-options";
import { typed, typedUp } from "../typed";
import { bringIntoEffect } from "../up/bring-into-effect";
import { addKey, type Rotation, removalRisk, removeKey } from "./rotate-key";
import { rotateKeyHelp } from "./rotate-key-help";

type Values = ProjectArguments["values"];
type Work = {
  readonly folder: string;
  readonly place: Place;
  readonly values: Values;
  readonly file: StackFile;
  readonly entry: ProjectEntry;
  readonly terminal: Terminal;
};

const show = async ({ place, file, entry: { project }, terminal }: Work): Promise<Answer> => {
  const { apiKeys } = await onStackInEffect(place, file, terminal.warn, ({ client }) => client());
  const keys = keysOf(apiKeys, project);
  const name = projectName(project);
  if (keys.length === 0) return notDone(`${name} has no key in effect: ${typedUp(place)}`);
  const lines = keys.map(({ label = "-", id, value }) => `${label}  ${id}  ${value}`);
  return answered([`x-api-key values of ${name} (label, id, value):`, ...lines].join("\n"), { project: name, keys });
};

const refusedRemoval = async ({ place, file, entry, terminal, values }: Work): Promise<string | undefined> => {
  if (values.unchecked) return undefined;
  const risk = await onStackInEffect(place, file, terminal.warn, (inEffect) =>
    removalRisk(entry.project, inEffect),
  ).catch((error: unknown) => `the stack cannot be asked (${error instanceof Error ? error.message : String(error)})`);
  return risk && `${risk}; removing the old key now could lock the project out (--unchecked removes it all the same)`;
};

const nextText = (place: Place, name: string, { from, to }: Rotation, isInEffect: boolean): string => {
  const up = isInEffect ? [] : [`  ${typedUp(place)}`];
  if (to.length === 1) {
    return isInEffect
      ? `The old key is refused from now on.`
      : ["Next, and from then on the old key is refused:", ...up].join("\n");
  }
  return [
    "Next:",
    ...up,
    `  ${typed(place, `rotate-key ${name} --show`)}     and hand key ${to[1]} over; both work`,
    `  ${typed(place, `rotate-key ${name} --finish`)}   once the project uses it: removes key ${from[0]}`,
  ].join("\n");
};

const rotate = async (work: Work, rotation: Rotation): Promise<Answer> => {
  const { folder, place, values, file, entry, terminal } = work;
  const name = projectName(entry.project);
  const changes = [
    { field: "api_keys", value: rotation.to },
    { field: "updated_at", value: new Date().toISOString() },
  ];
  writeStackFile(file, setProjectFields(file, entry.index, changes));
  const saved = `${name} has the keys ${rotation.to.join(" and ")} in ${file.name}; before: ${rotation.from.join(" and ")}.`;
  const up = values.up ? await bringIntoEffect(folder, place, values, terminal) : undefined;
  const text = [saved, ...(up === undefined ? [] : [up.text]), nextText(place, name, rotation, up?.done ?? false)].join(
    "\n",
  );
  return { ...answered(text, { project: name, ...rotation, in_effect: up?.done ?? false }), ...up, text };
};

const perform = async (work: Work): Promise<Answer> => {
  const { values, entry } = work;
  if (values.show) return show(work);
  const rotation = values.finish ? removeKey(entry.project) : addKey(entry.project, values.label);
  if (isRefusal(rotation)) return notDone(rotation.refusal);
  const refused = values.finish ? await refusedRemoval(work) : undefined;
  return refused === undefined ? rotate(work, rotation) : notDone(refused);
};

const checkValues = (folder: string, { show, finish, label, unchecked, up, yes }: Values): void => {
  if (show && (finish || up)) throw new WrongUsage("--show only shows: without --finish and --up");
  if (label !== undefined && (finish || show))
    throw new WrongUsage("--label names the new key: without --finish and --show");
  if (yes && !up) throw new WrongUsage("--yes goes with --up");
  if (unchecked && !finish) throw new WrongUsage("--unchecked goes with --finish");
  const fault = label === undefined ? undefined : fieldFault(folder, ["api_keys"], ["another", label]);
  if (fault !== undefined) throw new WrongUsage(`--label ${label}: ${fault}`);
};

/** `rotate-key`: a second key, then, with --finish, without the first. */
export const rotateKeyCommand: ProjectCommand = (folder) => ({
  help: rotateKeyHelp,
  options: ["project", "finish", "label", "unchecked", "show", "up", "yes"],
  prepare: (given) => {
    const { values } = given;
    const name = chosenProject("rotate-key", given);
    checkValues(folder, values);
    const place = placeIn(folder, values);
    return async (terminal) => {
      const file = readStackFile(folder, place.stack);
      return perform({ folder, place, values, file, entry: namedProject(file, name), terminal });
    };
  },
});
