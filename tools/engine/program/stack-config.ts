import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isJsonObject } from "../../../runtime/codec/json";

const refuseEncrypted = (key: string, value: unknown): void => {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      refuseEncrypted(`${key}[${index}]`, item);
    });
    return;
  }
  if (!isJsonObject(value)) return;
  if (typeof value.secure === "string") {
    throw new Error(
      `${key} is encrypted; the local run cannot decrypt it, since that needs the Pulumi CLI: ` +
        "give the value with an override, or leave the key out of this stack",
    );
  }
  for (const [name, inner] of Object.entries(value)) refuseEncrypted(`${key}.${name}`, inner);
};

const withSortedKeys = (_: string, value: unknown): unknown =>
  isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

/** A config value as Pulumi hands it to a program: text as it is, everything else as JSON with sorted keys. An encrypted one is refused. */
const configText = (key: string, value: unknown): string => {
  refuseEncrypted(key, value);
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value, withSortedKeys);
};

export type StackConfig = {
  readonly project: string;
  readonly stack: string;
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  readonly tsconfig?: string;
};

type Sections = Readonly<Record<string, unknown>>;

const yamlIn = (file: string): unknown => {
  try {
    return parse(readFileSync(file, "utf8")) ?? {};
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`);
  }
};

const readYaml = (file: string): Sections => {
  const content = yamlIn(file);
  if (!isJsonObject(content)) throw new Error(`${file}: expected a mapping of keys to values`);
  return content;
};

const section = (content: Sections, file: string): Sections => {
  const config = content.config ?? {};
  if (!isJsonObject(config)) throw new Error(`${file}: config must be a mapping of keys to values`);
  return config;
};

/** `runtime` is a name, or a record of name and options (Pulumi reference, "Pulumi project file"). */
const tsconfigOf = ({ runtime }: Sections): { readonly tsconfig?: string } => {
  const options = isJsonObject(runtime) && isJsonObject(runtime.options) ? runtime.options : {};
  return typeof options.tsconfig === "string" ? { tsconfig: options.tsconfig } : {};
};

const projectDefault = (entry: unknown): unknown => {
  if (!isJsonObject(entry)) return entry;
  return "value" in entry ? entry.value : entry.default;
};

/**
 * Reads Pulumi.yaml and, where it exists, Pulumi.STACK.yaml of a folder, or `file` in its place; `overrides` (key to text) win over both.
 * A key without a namespace is the project's. Encrypted values and imported environments are refused by name.
 */
export const readStackConfig = (o: {
  readonly folder: string;
  readonly stack: string;
  readonly file?: string | undefined;
  readonly overrides?: Readonly<Record<string, string>>;
}): StackConfig => {
  const projectFile = join(o.folder, "Pulumi.yaml");
  const stackFile = o.file ?? join(o.folder, `Pulumi.${o.stack}.yaml`);
  const projectContent = readYaml(projectFile);
  if (o.file !== undefined && !existsSync(o.file))
    throw new Error(`there is no ${o.file}, which holds the config of the stack ${o.stack}; nothing was changed`);
  const stackContent = existsSync(stackFile) ? readYaml(stackFile) : {};
  const project = projectContent.name;
  if (typeof project !== "string") throw new Error(`${projectFile}: name is missing`);
  if (stackContent.environment !== undefined) {
    throw new Error(`${stackFile}: environment (Pulumi ESC) cannot be imported without the Pulumi CLI`);
  }

  const fullKey = (key: string): string => (key.includes(":") ? key : `${project}:${key}`);
  const projectEntries = Object.entries(section(projectContent, projectFile));
  const defaults = projectEntries.map(([key, entry]) => [fullKey(key), projectDefault(entry)] as const);
  const own = Object.entries(section(stackContent, stackFile)).map(([key, value]) => [fullKey(key), value] as const);
  const overrides = Object.entries(o.overrides ?? {}).map(([key, value]) => [fullKey(key), value] as const);

  const merged = new Map<string, unknown>([...defaults, ...own, ...overrides]);
  const given = [...merged].filter(([, value]) => value !== undefined);
  const secretKeys = projectEntries.filter(([, entry]) => isJsonObject(entry) && entry.secret === true);
  return {
    project,
    stack: o.stack,
    config: Object.fromEntries(given.map(([key, value]) => [key, configText(key, value)])),
    secretKeys: secretKeys.map(([key]) => fullKey(key)),
    ...tsconfigOf(projectContent),
  };
};
