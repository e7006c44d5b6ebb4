import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { nearest } from "../../../infra/config/faults";
import type { ProjectConfig } from "../../../infra/config/project-config";
import { readProjects } from "../../../infra/config/projects";
import type { JsonObject } from "../../../runtime/codec/json";
import { replaceFile } from "../../aws/private-files";
import { NotDone } from "../../command-line";
import { configSection, yamlIn } from "../../engine/program/stack-config";
import { setIn } from "./set-in";

/** A stack's config file as it was read. */
export type StackFile = {
  readonly folder: string;
  readonly stack: string;
  readonly path: string;
  /** The file's name without its folder. */
  readonly name: string;
  readonly text: string;
  /** Values by key, without the project's namespace; what is encrypted is `{ secure: … }`. */
  readonly values: JsonObject;
  /** AWS's region of the stack. */
  readonly region: string | undefined;
  /** A key as this file writes it. */
  readonly fullKey: (key: string) => string;
};

const PROJECT = "ai-multi-comms";
const NAMESPACE = `${PROJECT}:`;

const bare = (key: string): string => (key.startsWith(NAMESPACE) ? key.slice(NAMESPACE.length) : key);

const fileOf = (folder: string, stack: string, path: string, text: string): StackFile => {
  const config = configSection(yamlIn(path, text), path, PROJECT);
  const own = Object.entries(config).filter(([key]) => !bare(key).includes(":"));
  return {
    folder,
    stack,
    path,
    text,
    name: basename(path),
    values: Object.fromEntries(own.map(([key, value]) => [bare(key), value])),
    region: typeof config["aws:region"] === "string" ? config["aws:region"] : undefined,
    fullKey: (key) => (key in config ? key : `${NAMESPACE}${key}`),
  };
};

const otherStacks = (folder: string, stack: string): string => {
  const known = readdirSync(folder).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
  const meant = nearest(stack, known);
  return `${meant === undefined ? "" : `did you mean ${meant}? `}this folder has the stacks ${known.join(", ") || "none"}`;
};

/** Reads Pulumi.STACK.yaml of the folder; throws in plain words when it is not there or holds something else. */
export const readStackFile = (folder: string, stack: string, otherPath?: string): StackFile => {
  const path = otherPath ?? join(folder, `Pulumi.${stack}.yaml`);
  if (!existsSync(path)) throw new NotDone(`there is no ${path}: ${otherStacks(folder, stack)}`);
  return fileOf(folder, stack, path, readFileSync(path, "utf8"));
};

/** The file as it would be with another text. */
export const withText = ({ folder, stack, path }: StackFile, text: string): StackFile =>
  fileOf(folder, stack, path, text);

/** Puts the text in the file's place in one step; refuses when somebody else has changed the file since it was read. */
export const writeStackFile = ({ path, text: before }: StackFile, text: string): void => {
  if (readFileSync(path, "utf8") !== before)
    throw new Error(`${path} has just been changed by somebody else: try again`);
  replaceFile(path, text);
};

/** A project of a stack's config with its place in the list. */
export type ProjectEntry = { readonly index: number; readonly project: ProjectConfig };

/** `projects` as it stands in the file. */
export const listedProjects = ({ values, path }: StackFile): readonly unknown[] => {
  const listed = values.projects ?? [];
  if (!Array.isArray(listed)) throw new Error(`${path}: projects must be a list`);
  return listed;
};

/** A stack's projects, decoded by the program's own codec; faults keep the entry out. */
export const projectEntries = (file: StackFile) => readProjects(JSON.stringify(listedProjects(file)), file.folder);

/** A project as operators name it: COMPANY/PROJECT. */
export const projectName = ({
  company_id,
  project_id,
}: Pick<ProjectEntry["project"], "company_id" | "project_id">): string => `${company_id}/${project_id}`;

const isNamed = (name: string, entry: ProjectEntry): boolean =>
  name.includes("/") ? projectName(entry.project) === name : entry.project.project_id === name;

/** The project of the name, COMPANY/PROJECT or just PROJECT where only one company has it; throws in plain words otherwise. */
export const namedProject = (file: StackFile, name: string): ProjectEntry => {
  const { entries, faults } = projectEntries(file);
  const found = entries.filter((entry) => isNamed(name, entry));
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  if (second !== undefined) {
    throw new Error(`"${name}" could be ${found.map(({ project }) => projectName(project)).join(" or ")}`);
  }
  const known = entries.map(({ project }) => projectName(project)).join(", ") || "none";
  const broken = faults.length === 0 ? "" : `; entries with faults are not counted (check --offline names them)`;
  throw new Error(`${file.path} has no project "${name}"; it has ${known}${broken}`);
};

/** A field of an entry with its new value; a comment goes to the end of its line. */
type FieldChange = { readonly field: string; readonly value: unknown; readonly comment?: string };

/** The file's text with fields of one project set. */
export const setProjectFields = (file: StackFile, index: number, changes: readonly FieldChange[]): string =>
  changes.reduce(
    (text, { field, value, comment }) =>
      setIn(text, ["config", file.fullKey("projects"), index, field], value, comment),
    file.text,
  );
