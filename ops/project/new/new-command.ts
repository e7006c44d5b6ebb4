import { type Answer, answered, notDone } from "../../cli/answer";
import type { Terminal } from "../../cli/terminal";
import { WrongUsage } from "../../cli/wrong-usage";
import { isRefusal } from "../../refusal";
import { configFaults } from "../../stack-file/config-faults";
import { projectName } from "../../stack-file/named-project";
import { listedProjects, projectEntries } from "../../stack-file/project-entries";
import { setIn } from "../../stack-file/set-in";
import { readStackFile, type StackFile, withText, writeStackFile } from "../../stack-file/stack-file";
import { type Place, placeIn } from "../connect/place";
import type { ProjectCommand } from "../project-command";
import type { ProjectArguments } from "../project-options";
import { typed, typedUp } from "../typed";
import { bringIntoEffect } from "../up/bring-into-effect";
import { draftProject } from "./draft-project";
import { localSecret } from "./local-secret";
import { type NeededSecret, neededSecrets } from "./needed-secrets";
import { newHelp } from "./new-help";
import type { ProjectDraft } from "./project-draft";
import { secretsText } from "./secrets-text";

type Written = { readonly file: StackFile; readonly secrets: readonly NeededSecret[] };

/** The file with the entry, and for the local stack with values that the stand-ins accept. */
const withDraft = (file: StackFile, draft: ProjectDraft): Written => {
  const secrets = neededSecrets(draft, file);
  const place = ["config", file.fullKey("projects"), listedProjects(file).length] as const;
  const text = setIn(file.text, place, draft);
  if (file.stack !== "local") return { file: withText(file, text), secrets };
  const complete = secrets.reduce(
    (so, secret) => setIn(so, ["config", file.fullKey("secretValues"), secret.key], localSecret(secret, draft)),
    text,
  );
  return { file: withText(file, complete), secrets };
};

/** Faults that the new entry brings; those that the config had before are for `check`. */
const newFaults = (before: StackFile, after: StackFile): readonly string[] => {
  const known = configFaults(before);
  return configFaults(after).filter((fault) => !known.includes(fault));
};

const nextText = (place: Place, name: string, secrets: readonly NeededSecret[], isInEffect: boolean): string => {
  const steps = [
    ...(isInEffect ? [] : [typedUp(place)]),
    ...(place.stack === "local" ? [] : [typed(place, `check ${name}`), typed(place, `rotate-key ${name} --show`)]),
    typed(place, `send-test --project ${name}`),
  ];
  const lines = steps.map((step) => `  ${step}`);
  return [...(place.stack === "local" ? [] : [secretsText(secrets, place.stack)]), "Next:", ...lines].join("\n");
};

const make = async (
  folder: string,
  place: Place,
  values: ProjectArguments["values"],
  terminal: Terminal,
): Promise<Answer> => {
  const file = readStackFile(folder, place.stack);
  const draft = await draftProject(terminal, values, folder, projectEntries(file).entries, new Date());
  if (isRefusal(draft)) return notDone(draft.refusal);
  const written = withDraft(file, draft);
  const faults = newFaults(file, written.file);
  if (faults.length > 0) return notDone(`the program would refuse the entry: ${faults.join("; ")}`);
  writeStackFile(file, written.file.text);

  const name = projectName(draft);
  const saved = `Added ${name} to ${file.name}.`;
  const up = values.up ? await bringIntoEffect(folder, place, values, terminal) : undefined;
  const next = nextText(place, name, written.secrets, up?.done ?? false);
  const text = [saved, ...(up === undefined ? [] : [up.text]), next].join("\n");
  const data = { project: name, stack: place.stack, file: file.path, in_effect: up?.done ?? false };
  return { ...answered(text, data), ...up, text };
};

/** `new`: an entry of `projects`, from flags and answers. */
export const newCommand: ProjectCommand = (folder) => ({
  help: newHelp,
  options: [
    ...(["company", "company-name", "project", "project-name", "channel", "sender", "model"] as const),
    ...(["instructions", "instructions-file", "variable", "requests-per-minute", "requests-per-day", "tier"] as const),
    ...(["simulate", "real", "up", "yes"] as const),
  ],
  prepare: ({ rest, values }) => {
    if (rest.length > 0) throw new WrongUsage(`new takes options only, not "${rest[0]}"`);
    const place = placeIn(folder, values);
    return (terminal) => make(folder, place, values, terminal);
  },
});
