import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { configOverrides } from "../engine/config-overrides";

/** What `npm start` was asked to do. */
export type Options = {
  readonly help: boolean;
  readonly port: number;
  /** The console's port; undefined without a console. */
  readonly consolePort: number | undefined;
  /** Opens the console in the browser. */
  readonly open: boolean;
  readonly readyFile: string | undefined;
  readonly stateFolder: string | undefined;
  readonly realProviders: boolean;
  readonly openaiUrl: string | undefined;
  readonly twilioUrl: string | undefined;
  readonly sendgridUrl: string | undefined;
  /** Environment variables for every function. */
  readonly environment: Readonly<Record<string, string>>;
  /** Stack config over that of Pulumi.local.yaml. */
  readonly config: Readonly<Record<string, string>>;
};

export const DEFAULT_PORT = 4010;

const declared = {
  help: { type: "boolean", short: "h" },
  port: { type: "string" },
  "console-port": { type: "string" },
  "no-console": { type: "boolean" },
  open: { type: "boolean" },
  ready: { type: "string" },
  state: { type: "string" },
  "real-providers": { type: "boolean" },
  "openai-url": { type: "string" },
  "twilio-url": { type: "string" },
  "sendgrid-url": { type: "string" },
  env: { type: "string", multiple: true },
  config: { type: "string", multiple: true },
} as const;

const portOf = (option: string, text: string | undefined, otherwise: number): number => {
  if (text === undefined) return otherwise;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new Error(`--${option} ${text}: expected a number from 0 (any free port) to 65535`);
};

/** Beside the API's port, so that both are remembered together. */
const besideApi = (port: number): number => (port === 0 || port === 65_535 ? 0 : port + 1);

const consolePortOf = (port: number, text: string | undefined, without: boolean, open: boolean): number | undefined => {
  if (!without) return portOf("console-port", text, besideApi(port));
  if (text !== undefined || open) throw new Error("--no-console: --console-port and --open go with a console only");
  return undefined;
};

const isOrigin = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && ["http:", "https:"].includes(url.protocol) && [url.origin, `${url.origin}/`].includes(text);
};

const originOf = (option: string, text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  if (isOrigin(text)) return new URL(text).origin;
  throw new Error(`--${option} ${text}: expected an origin without a path, for example http://127.0.0.1:9000`);
};

const nonEmpty = (option: string, text: string | undefined): string | undefined => {
  if (text !== "") return text;
  throw new Error(`--${option}: expected a path`);
};

const readyFileOf = (text: string | undefined): string | undefined => {
  const file = nonEmpty("ready", text);
  if (file === undefined || existsSync(dirname(file))) return file;
  throw new Error(`--ready ${file}: there is no folder ${dirname(file)}`);
};

/** Reads repeated KEY=VALUE options. The value stays out of the message: it may be a secret. */
export const keysAndValues = (option: string, given: readonly string[] = []): Readonly<Record<string, string>> => {
  const faulty = given.findIndex((text) => text.indexOf("=") < 1);
  if (faulty < 0) return configOverrides(given);
  throw new Error(`--${option}: number ${faulty + 1} of ${given.length} is not of the form KEY=VALUE`);
};

/** Reads the command line; throws in plain words what is wrong with it. */
export const readOptions = (argv: readonly string[]): Options => {
  const { values } = parseArgs({ args: [...argv], options: declared, allowPositionals: false });
  const port = portOf("port", values.port, DEFAULT_PORT);
  const open = values.open ?? false;
  return {
    help: values.help ?? false,
    port,
    consolePort: consolePortOf(port, values["console-port"], values["no-console"] ?? false, open),
    open,
    readyFile: readyFileOf(values.ready),
    stateFolder: nonEmpty("state", values.state),
    realProviders: values["real-providers"] ?? false,
    openaiUrl: originOf("openai-url", values["openai-url"]),
    twilioUrl: originOf("twilio-url", values["twilio-url"]),
    sendgridUrl: originOf("sendgrid-url", values["sendgrid-url"]),
    environment: keysAndValues("env", values.env),
    config: keysAndValues("config", values.config),
  };
};
