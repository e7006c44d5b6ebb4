import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { keysAndValues } from "../engine/options";
import { readyPlace } from "../engine/update/running-engine";

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

export const upHelpText = `Runs the Pulumi program again on the engine that npm start started, and brings its resources to what it declares
now: new ones are made, changed ones updated in place or replaced, those that are declared no more deleted; all else is
left alone. The whole program runs before anything is touched: when it fails, nothing has changed.

  npm run up -- [options]

  --folder DIR         deploys the program of another checkout of this project (with its packages installed)
  --config KEY=VALUE   overrides the stack config of Pulumi.local.yaml; repeatable; structures as JSON.
                       Kept by the engine for later updates, over what npm start was given
  --reset-config       forgets what earlier updates were given with --config
  --preview            says what would change, and changes nothing
  --ready FILE         the engine that wrote FILE (default: .local/ready.json, which npm start writes)
  --json               answers in JSON
  --help               shows this

Exit code: 0 done, 1 not done (the answer says why), 2 wrong usage.
`;
