import * as E from "fp-ts/Either";
import { readProjects } from "../../../infra/config/projects";
import { stackConfig } from "../../../infra/config/stack-config";
import { isJsonObject } from "../../../runtime/codec/json";
import { changedData } from "./set-in";
import type { StackFile } from "./stack-file";

const isEncrypted = (value: unknown): boolean => isJsonObject(value) && typeof value.secure === "string";

/** Encrypted values cannot be read here; that they are there is all that a check of the config needs. */
const legible = (value: unknown): unknown => {
  if (isEncrypted(value)) return "encrypted";
  if (Array.isArray(value)) return value.map(legible);
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, legible(inner)]))
    : value;
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? ""));

/** A stack's config as Pulumi hands it to the program; keys that are encrypted as a whole are left out. */
const configTexts = ({ values }: StackFile): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => !isEncrypted(value))
      .map(([key, value]) => [key, textOf(legible(value))]),
  );

/** What the program would refuse of a stack's config, a line for each fault. */
export const configFaults = (file: StackFile): readonly string[] => {
  try {
    stackConfig(configTexts(file), file.stack, file.folder);
    return [];
  } catch (error) {
    const [headline = "", ...faults] = (error instanceof Error ? error.message : String(error)).split("\n");
    return faults.length > 0 ? faults.map((fault) => fault.trim()) : [headline];
  }
};

/** Faults that a change brings; those that the config had before are for `check`. */
export const newFaults = (before: StackFile, after: StackFile): readonly string[] => {
  const known = configFaults(before);
  return configFaults(after).filter((fault) => !known.includes(fault));
};

const assistant = { model: "m", instructions: "i", content_variables: { "1": "v" } };

/** An entry without faults, in which one field at a time is tried. */
const sample = {
  company_id: "c",
  project_id: "p",
  company_name: "C",
  project_name: "P",
  channels: {
    whatsapp: { sender: "+447400000001", assistant },
    sms: { sender: "+447400000001", assistant },
    email: { sender: "jobs@company.example", assistant },
  },
};

/** Lets a value through that the program accepts in a field of an entry, `channels.email.sender` for example; the left is what it would say. */
export const acceptedIn =
  (folder: string, path: readonly string[]) =>
  <A>(value: A): E.Either<string, A> => {
    const { faults } = readProjects(JSON.stringify([changedData(sample, path, value)]), folder);
    const found = faults.find(({ key }) => key.startsWith(`projects[0].${path.join(".")}`));
    return found === undefined ? E.right(value) : E.left(found.fault);
  };
