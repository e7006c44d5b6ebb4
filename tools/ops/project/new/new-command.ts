import { type Answer, answered, isRefusal, notDone } from "../../cli/answer";
import { WrongUsage } from "../../cli/arguments";
import type { Terminal } from "../../cli/terminal";
import { configFaults } from "../../stack-file/config-faults";
import { setIn } from "../../stack-file/set-in";
import {
  listedProjects,
  projectEntries,
  projectName,
  readStackFile,
  type StackFile,
  withText,
  writeStackFile,
} from "../../stack-file/stack-file";
import { bringIntoEffect } from "../bring-into-effect";
import { type Place, placeIn, typed, typedUp } from "../place";
import { type ProjectArguments, type ProjectCommand, sharedHelp } from "../project-options";
import { draftProject } from "./ask-new-entry";
import { localSecret, type NeededSecret, neededSecrets, secretsText } from "./needed-secrets";
import type { ProjectDraft } from "./new-entry";

export const newHelp = `Adds a project to the config of a stack. In a terminal it asks for whatever the options leave out.

  npm run project -- new [options]

  --company ID             --company-name NAME   (the name is known where the company has a project already)
  --project ID             --project-name NAME
  --channel NAME           whatsapp, sms or email; repeatable
  --sender CHANNEL=SENDER  number or address; repeatable; CHANNEL= may be left out where there is one channel
  --model NAME             the assistant's model (default gpt-6-luna)
  --instructions TEXT      what the assistant is told; or --instructions-file FILE, inside of this folder
  --variable NAME=MEANING  a variable of the approved template and what belongs there; repeatable
  --requests-per-minute N  --requests-per-day N   limits of the project's own
  --tier NAME              the limits of one of the config's usageTiers instead
  --real                   sends for real; without it the channels are simulated, and nobody gets anything
  --simulate               simulates, without asking
  --up                     brings the config into effect, too: updates the local engine, or runs npx pulumi up
  --yes                    with --up: does not let Pulumi ask

  Every value is checked as the program checks it. The file keeps its comments and its form. For local, values that the
  stand-ins accept are written for the secrets; for any other stack no secret is written: the answer has the commands to
  type.

${sharedHelp}`;

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
