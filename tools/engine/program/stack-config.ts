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

/** The parser's line is where the text makes no sense any more, which is not always that of the slip. */
const hints: readonly (readonly [message: RegExp, hint: string])[] = [
  [/^Missing closing/, "The slip may be further up, where that quote or bracket begins."],
  [/^Nested mappings/, "Or the line below it is indented too far."],
  [/^Implicit keys/, "Perhaps a space is missing behind a colon."],
];

/** A YAML text's data; of what is none, the file and where to look for the slip. */
export const yamlIn = (file: string, text: string): Sections => {
  try {
    const content: unknown = parse(text) ?? {};
    if (isJsonObject(content)) return content;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const hint = hints.find(([known]) => known.test(message))?.[1] ?? "";
    throw new Error(`${file}: ${message}${hint}`.trimEnd());
  }
  throw new Error(`${file}: expected a mapping of keys to values`);
};

const readYaml = (file: string): Sections => yamlIn(file, readFileSync(file, "utf8"));

/** The config of a file. A key that stands there twice, as it is and with its project, is refused: one of the two would hold unsaid. */
export const configSection = (content: Sections, file: string, project: string): Sections => {
  const config = content.config ?? {};
  if (!isJsonObject(config)) throw new Error(`${file}: config must be a mapping of keys to values`);
  const twice = Object.keys(config).find((key) => `${project}:${key}` in config);
  if (twice !== undefined)
    throw new Error(`${file} has both ${twice} and ${project}:${twice}, which are one key: take one out`);
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
  const projectEntries = Object.entries(configSection(projectContent, projectFile, project));
  const defaults = projectEntries.map(([key, entry]) => [fullKey(key), projectDefault(entry)] as const);
  const own = Object.entries(configSection(stackContent, stackFile, project)).map(
    ([key, value]) => [fullKey(key), value] as const,
  );
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
