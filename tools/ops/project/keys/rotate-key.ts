import { DEFAULT_LABELS, type ProjectConfig } from "../../../../infra/config/project-config";
import { boundKeys } from "../../../../runtime/company/company";
import { type Answer, answered, isRefusal, notDone, type Refusal, refuse } from "../../cli/answer";
import { WrongUsage } from "../../cli/arguments";
import type { Terminal } from "../../cli/terminal";
import { fieldFault } from "../../stack-file/config-faults";
import {
  namedProject,
  type ProjectEntry,
  projectName,
  readStackFile,
  type StackFile,
  setProjectFields,
  writeStackFile,
} from "../../stack-file/stack-file";
import { bringIntoEffect } from "../bring-into-effect";
import { readCompanyRecord } from "../check/record-findings";
import { onStackInEffect } from "../on-stack-in-effect";
import { type Place, placeIn, typed, typedUp } from "../place";
import { chosenProject, type ProjectArguments, type ProjectCommand, sharedHelp } from "../project-options";
import { keysOf, type StackInEffect } from "../stack-in-effect";

/** The label after another: numbers go on, anything else begins anew. */
export const nextLabel = (label: string): string => (/^\d{1,9}$/.test(label) ? String(Number(label) + 1) : "1");

/** A project's key labels before and after a step. */
export type Rotation = { readonly from: readonly string[]; readonly to: readonly string[] };

/** The first step: a second key beside the one in use. */
export const addKey = (
  { api_keys: from = DEFAULT_LABELS }: ProjectConfig,
  label: string | undefined,
): Rotation | Refusal => {
  const [current = "1", another] = from;
  if (another !== undefined) {
    return refuse(
      `there are two keys already, ${from.join(" and ")}: once the new one is in use, rotate-key --finish removes ${current}`,
    );
  }
  const next = label ?? nextLabel(current);
  return next === current ? refuse(`the label ${next} is in use`) : { from, to: [current, next] };
};

/** The last step: the key that was there first is removed. */
export const removeKey = ({ api_keys: from = DEFAULT_LABELS }: ProjectConfig): Rotation | Refusal => {
  const [current, next] = from;
  return current === undefined || next === undefined
    ? refuse(`there is one key only, ${from.join("")}: rotate-key without --finish adds the one to change to`)
    : { from, to: [next] };
};

/** Why a removal would lock the project out; nothing when both of its keys let it in. */
export const removalRisk = async (
  project: ProjectConfig,
  { companies, keyFault }: Pick<StackInEffect, "companies" | "keyFault">,
): Promise<string | undefined> => {
  const bound = boundKeys((await readCompanyRecord(companies, project)) ?? {});
  if (bound.length < 2) return "the new key is not in effect yet";
  const faults = await Promise.all(bound.map(async (id) => ({ id, fault: await keyFault(id) })));
  const broken = faults.find(({ fault }) => fault !== undefined);
  return broken && `key ${broken.id}: ${broken.fault}`;
};

export const rotateKeyHelp = `Changes a project's API key without a gap: first there are two, then the old one is removed.

  npm run project -- rotate-key PROJECT [--up]             adds a second key; after up both work
  npm run project -- rotate-key PROJECT --show             prints the keys with their values, to be handed over
  npm run project -- rotate-key PROJECT --finish [--up]    removes the key that was there first; after up it is refused

  --finish is refused while the new key is not in effect.

  --label LABEL    names the new key (default: the next number)
  --unchecked      with --finish: does not look whether the new key is in effect
  --up             brings the config into effect, too: updates the local engine, or runs npx pulumi up
  --yes            with --up: does not let Pulumi ask
${sharedHelp}
For a deployed stack, --show asks npx pulumi stack output, which needs access to the stack's state and its secrets provider.
`;

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
