import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { isJsonObject, type JsonObject } from "../../runtime/codec/json-object";

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

const NAMESPACE = "ai-multi-comms:";

const bare = (key: string): string => (key.startsWith(NAMESPACE) ? key.slice(NAMESPACE.length) : key);

const configIn = (path: string, text: string): JsonObject => {
  const content: unknown = parse(text) ?? {};
  const config = isJsonObject(content) ? (content.config ?? {}) : undefined;
  if (!isJsonObject(config)) throw new Error(`${path}: config must be a mapping of keys to values`);
  return config;
};

const fileOf = (folder: string, stack: string, path: string, text: string): StackFile => {
  const config = configIn(path, text);
  const own = Object.entries(config).filter(([key]) => !bare(key).includes(":"));
  return {
    ...{ folder, stack, path, text },
    name: basename(path),
    values: Object.fromEntries(own.map(([key, value]) => [bare(key), value])),
    region: typeof config["aws:region"] === "string" ? config["aws:region"] : undefined,
    fullKey: (key) => (key in config ? key : `${NAMESPACE}${key}`),
  };
};

/** Reads Pulumi.STACK.yaml of the folder; throws in plain words when it is not there or holds something else. */
export const readStackFile = (folder: string, stack: string): StackFile => {
  const path = join(folder, `Pulumi.${stack}.yaml`);
  if (!existsSync(path)) throw new Error(`there is no ${path}: is "${stack}" the name of a stack?`);
  return fileOf(folder, stack, path, readFileSync(path, "utf8"));
};

/** The file as it would be with another text. */
export const withText = ({ folder, stack, path }: StackFile, text: string): StackFile =>
  fileOf(folder, stack, path, text);

/** Puts the text in the file's place in one step; refuses when somebody else has changed the file since it was read. */
export const writeStackFile = ({ path, text: before }: StackFile, text: string): void => {
  if (readFileSync(path, "utf8") !== before)
    throw new Error(`${path} has just been changed by somebody else: try again`);
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, path);
};
