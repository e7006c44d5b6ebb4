import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { keysAndValues } from "./options";
import { readyPlace } from "./ready-place";

/** What `npm run up` was asked to do. */
export type UpOptions = {
  readonly help: boolean;
  readonly json: boolean;
  readonly readyFile: string;
  /** An absolute path. */
  readonly folder: string | undefined;
  readonly config: Readonly<Record<string, string>>;
  readonly resetConfig: boolean;
  readonly preview: boolean;
};

const declared = {
  help: { type: "boolean", short: "h" },
  folder: { type: "string" },
  config: { type: "string", multiple: true },
  "reset-config": { type: "boolean" },
  preview: { type: "boolean" },
  ready: { type: "string" },
  json: { type: "boolean" },
} as const;

const pathOf = (option: string, text: string | undefined): string | undefined => {
  if (text !== "") return text;
  throw new Error(`--${option}: expected a path`);
};

/** Reads the command line; throws in plain words what is wrong with it. */
export const readUpOptions = (argv: readonly string[]): UpOptions => {
  const { values } = parseArgs({ args: [...argv], options: declared, allowPositionals: false });
  const folder = pathOf("folder", values.folder);
  return {
    help: values.help ?? false,
    json: values.json ?? false,
    readyFile: pathOf("ready", values.ready) ?? readyPlace(),
    folder: folder === undefined ? undefined : resolve(folder),
    config: keysAndValues("config", values.config),
    resetConfig: values["reset-config"] ?? false,
    preview: values.preview ?? false,
  };
};
