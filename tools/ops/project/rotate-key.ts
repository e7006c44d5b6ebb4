import { Option } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { labelsFor, type ProjectConfig } from "../../../infra/config/project-config";
import type { KeyUse } from "../../../runtime/company/company";
import { WrongUsage, wordsOf } from "../../command-line";
import { type Answer, answered, notDone } from "../cli/answer";
import type { NamedStack } from "../connect/named-stack";
import { acceptedIn } from "../stack-file/config-faults";
import {
  namedProject,
  type ProjectEntry,
  projectName,
  type StackFile,
  setProjectFields,
  writeStackFile,
} from "../stack-file/stack-file";
import { answerWritten, UP, type UpOptions, YES } from "./bring-into-effect";
import { onStackInEffect } from "./on-stack-in-effect";
import { type AtDesk, chosenProject, commandForProject, type Desk, typed, typedUp } from "./project-command";
import { companyInEffect, keysOf, type StackInEffect } from "./stack-in-effect";

/** The label after another: numbers go on, anything else begins anew. */
const nextLabel = (label: string): string => (/^\d{1,9}$/.test(label) ? String(Number(label) + 1) : "1");

/** A project's key labels for one use, before and after a step. */
type Rotation = { readonly use: KeyUse; readonly from: readonly string[]; readonly to: readonly string[] };

/** As it is typed to mean the keys of that use. */
const typedFor = (use: KeyUse): string => (use === "desk" ? "rotate-key --desk" : "rotate-key");

/** The first step: a second key beside the one in use, or the first where a project has had none. */
export const addKey = (project: ProjectConfig, use: KeyUse, label: string | undefined): E.Either<string, Rotation> => {
  const from = labelsFor(project, use);
  const [current, another] = from;
  if (another !== undefined) {
    return E.left(
      `there are two keys already, ${from.join(" and ")}: once the new one is in use, ${typedFor(use)} --finish removes ${current}`,
    );
  }
  const next = label ?? nextLabel(current ?? "");
  return next === current ? E.left(`the label ${next} is in use`) : E.right({ use, from, to: [...from, next] });
};

/** The last step: the key that was there first is removed. */
export const removeKey = (project: ProjectConfig, use: KeyUse): E.Either<string, Rotation> => {
  const from = labelsFor(project, use);
  const [current, next] = from;
  const has = current === undefined ? "there is no key" : `there is one key only, ${current}`;
  return next === undefined
    ? E.left(`${has}: ${typedFor(use)} without --finish adds the one to change to`)
    : E.right({ use, from, to: [next] });
};

/** Looks whether both keys let the project in; the left says why a removal would lock it out. */
export const bothLetIn = (
  project: ProjectConfig,
  use: KeyUse,
  inEffect: StackInEffect,
): TE.TaskEither<string, unknown> =>
  pipe(
    TE.tryCatch(() => companyInEffect(inEffect, project), wordsOf),
    TE.map((company) => (use === "client" ? company?.keyIds : company?.deskKeyIds) ?? []),
    TE.filterOrElse(
      ({ length }) => length > 1,
      () => "the new key is not in effect yet",
    ),
    TE.chain(
      TE.traverseArray((id) =>
        pipe(
          inEffect.checkKey(id),
          TE.mapLeft((fault) => `key ${id}: ${fault}`),
        ),
      ),
    ),
  );

type Work = Desk & { readonly entry: ProjectEntry; readonly use: KeyUse };

const show = async (work: Work): Promise<Answer> => {
  const { project } = work.entry;
  const { apiKeys } = await onStackInEffect(work, ({ client }) => client());
  const keys = keysOf(apiKeys, project, work.use);
  const name = projectName(project);
  const kind = work.use === "desk" ? "desk key" : "key";
  if (keys.length === 0) return notDone(`${name} has no ${kind} in effect: ${typedUp(work.named)}`);
  const lines = keys.map(({ label = "-", id, value }) => `${label}  ${id}  ${value}`);
  return answered([`x-api-key values of ${name} (label, id, value):`, ...lines].join("\n"), { project: name, keys });
};

/** A removal that does not lock the project out. */
const safeRemoval = (work: Work): Promise<E.Either<string, Rotation>> =>
  pipe(
    TE.fromEither(removeKey(work.entry.project, work.use)),
    TE.tap(() =>
      pipe(
        TE.tryCatch(
          () => onStackInEffect(work, (inEffect) => bothLetIn(work.entry.project, work.use, inEffect)()),
          (error) => `the stack cannot be asked (${wordsOf(error)})`,
        ),
        TE.chainEitherK((looked) => looked),
        TE.mapLeft(
          (why) => `${why}; removing the old key now could lock the project out (--unchecked removes it all the same)`,
        ),
      ),
    ),
  )();

const nextText = (named: NamedStack, name: string, { use, from, to }: Rotation, isInEffect: boolean): string => {
  const up = isInEffect ? [] : [`  ${typedUp(named)}`];
  const typedStep = (step: string): string =>
    typed(named, `rotate-key ${name} ${use === "desk" ? "--desk " : ""}${step}`);
  if (from.length === 0) return ["Next:", ...up, `  ${typedStep("--show")}     and hand the key over`].join("\n");
  if (to.length === 1) {
    return isInEffect
      ? "The old key is refused from now on."
      : ["Next, and from then on the old key is refused:", ...up].join("\n");
  }
  return [
    "Next:",
    ...up,
    `  ${typedStep("--show")}     and hand key ${to[1]} over; both work`,
    `  ${typedStep("--finish")}   once the project uses it: removes key ${from[0]}`,
  ].join("\n");
};

/** Puts the labels after a step into the stack's file. */
export const writeRotation = (file: StackFile, { index }: ProjectEntry, { use, to }: Rotation): void => {
  const changes = [
    { field: use === "client" ? "api_keys" : "desk_keys", value: to },
    { field: "updated_at", value: new Date().toISOString() },
  ];
  writeStackFile(file, setProjectFields(file, index, changes));
};

const labelled = (use: KeyUse, labels: readonly string[]): string => {
  const kind = use === "desk" ? "desk key" : "API key";
  return labels.length === 0
    ? `no ${kind}`
    : `the ${kind}${labels.length === 1 ? "" : "s"} ${labels.map((label) => `"${label}"`).join(" and ")}`;
};

const rotate = (work: Work, rotation: Rotation, up: UpOptions): Promise<Answer> => {
  const { named, file, entry } = work;
  const name = projectName(entry.project);
  writeRotation(file, entry, rotation);
  const saved = `${file.name}: ${name} has ${labelled(work.use, rotation.to)}, and had ${labelled(work.use, rotation.from)}.`;
  const next = (isInEffect: boolean): string => nextText(named, name, rotation, isInEffect);
  return answerWritten(work, { ...up, allowRemoval: rotation.from.length > rotation.to.length }, saved, next, {
    project: name,
    ...rotation,
  });
};

/** `rotate-key`: a second key, then, with --finish, without the first. */
export const rotateKeyCommand = (atDesk: AtDesk) =>
  commandForProject(
    "rotate-key",
    "changes a project's API key without a gap: first there are two, then the old one is removed",
  )
    .option("--finish", "removes the key that was there first; refused while the new key is not in effect")
    .addOption(
      new Option("--label <label>", "names the new key; else it has the next number").conflicts(["finish", "show"]),
    )
    .option("--desk", "the keys that open what was said; the first one too, where the project has none")
    .option("--unchecked", "with --finish: does not look whether the new key is in effect")
    .addOption(
      new Option("--show", "prints the keys with their values, to be handed over, and changes nothing").conflicts([
        "finish",
        "up",
      ]),
    )
    .option("--up", UP)
    .option("--yes", YES)
    .addHelpText(
      "after",
      `
rotate-key PROJECT [--up]            adds a second key; after up both work
rotate-key PROJECT --show            prints the keys
rotate-key PROJECT --finish [--up]   removes the old key; after up it is refused
rotate-key PROJECT --desk …          the same of the project's desk keys

For a deployed stack, --show asks npx pulumi stack output, which needs access to the stack's state and its secrets provider.`,
    )
    .action((behind, { project, label, desk: isDesk, ...given }) => {
      const name = chosenProject("rotate-key", behind, project);
      if (given.yes && !given.up) throw new WrongUsage("--yes goes with --up");
      if (given.unchecked && !given.finish) throw new WrongUsage("--unchecked goes with --finish");
      return atDesk(async (desk) => {
        const use = isDesk ? "desk" : "client";
        const labels = acceptedIn(desk.folder, ["api_keys"])(["another", label ?? "another-one"]);
        if (E.isLeft(labels)) throw new WrongUsage(`--label ${label}: ${labels.left}`);
        const work: Work = { ...desk, use, entry: namedProject(desk.file, name) };
        if (given.show) return show(work);
        const rotation =
          given.finish && !given.unchecked
            ? await safeRemoval(work)
            : (given.finish ? removeKey : addKey)(work.entry.project, use, label);
        return E.isLeft(rotation) ? notDone(rotation.left) : rotate(work, rotation.right, given);
      });
    });
