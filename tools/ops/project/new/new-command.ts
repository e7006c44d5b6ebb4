import * as E from "fp-ts/Either";
import { type Answer, notDone } from "../../cli/answer";
import type { NamedStack } from "../../connect/named-stack";
import { newFaults } from "../../stack-file/config-faults";
import { setIn } from "../../stack-file/set-in";
import {
  listedProjects,
  projectEntries,
  projectName,
  type StackFile,
  withText,
  writeStackFile,
} from "../../stack-file/stack-file";
import { answerWritten } from "../bring-into-effect";
import { type AtDesk, type Desk, typed, typedUp } from "../project-command";
import { askNewEntry } from "./ask-new-entry";
import { localSecret, type NeededSecret, neededSecrets, secretsText } from "./needed-secrets";
import { type NewEntry, type NewOptions, newOptions } from "./new-entry";

type Written = { readonly file: StackFile; readonly secrets: readonly NeededSecret[] };

/** The file with the entry, and for the local stack with values that the stand-ins accept. */
const withEntry = (file: StackFile, entry: NewEntry): Written => {
  const secrets = neededSecrets(entry, file);
  const place = ["config", file.fullKey("projects"), listedProjects(file).length] as const;
  const text = setIn(file.text, place, entry);
  if (file.stack !== "local") return { file: withText(file, text), secrets };
  const complete = secrets.reduce(
    (so, secret) => setIn(so, ["config", file.fullKey("secretValues"), secret.key], localSecret(secret, entry)),
    text,
  );
  return { file: withText(file, complete), secrets };
};

const nextText = ({ stack }: NamedStack, entry: NewEntry, { secrets }: Written, isInEffect: boolean): string => {
  const name = projectName(entry);
  const isHere = stack === "local";
  const steps = [
    ...(isInEffect ? [] : [typedUp({ stack })]),
    ...(isHere ? [] : [typed({ stack }, `check ${name}`), typed({ stack }, `rotate-key ${name} --show`)]),
    ...(entry.webhook === undefined ? [] : [typed({ stack }, `rotate-webhook-secret ${name} --show`)]),
    typed({ stack }, `send-test --project ${name}`),
  ];
  const unset = isHere ? [] : [secretsText(secrets, entry, stack)];
  return [...unset, "Next:", ...steps.map((step) => `  ${step}`)].join("\n");
};

/** What was written, with what nobody had said. */
const addedText = (entry: NewEntry, file: string): string => {
  const { usage_tier: tier, rate_limits: own, channels } = entry;
  const setups = Object.values(channels);
  const models = [...new Set(setups.map(({ assistant }) => assistant.model))].join(", ");
  const limits = tier === undefined ? (own === undefined ? "the usual ones" : JSON.stringify(own)) : `tier ${tier}`;
  const sending = setups.some(({ simulate }) => simulate) ? "simulated: nobody gets anything" : "sent for real";
  return `Added ${projectName(entry)} to ${file}: ${Object.keys(channels).join(", ")}, ${sending}; model ${models}; limits ${limits}.`;
};

const make = async (desk: Desk, options: NewOptions): Promise<Answer> => {
  const { folder, named, file, terminal } = desk;
  const asked = await askNewEntry({ terminal, options, folder }, projectEntries(file).entries, new Date());
  if (E.isLeft(asked)) return notDone(asked.left);
  const written = withEntry(file, asked.right);
  const faults = newFaults(file, written.file);
  if (faults.length > 0) return notDone(`the program would refuse the entry: ${faults.join("; ")}`);
  writeStackFile(file, written.file.text);

  const name = projectName(asked.right);
  const next = (isInEffect: boolean): string => nextText(named, asked.right, written, isInEffect);
  const data = { project: name, stack: named.stack, file: file.path };
  return answerWritten(desk, options, addedText(asked.right, file.name), next, data);
};

/** `new`: an entry of `projects`, from options and answers. */
export const newCommand = (atDesk: AtDesk) => newOptions().action((options) => atDesk((desk) => make(desk, options)));
