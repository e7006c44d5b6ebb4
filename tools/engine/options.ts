import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";

/** Reads `KEY=VALUE` arguments; a structure is given as JSON text. */
export const configOverrides = (given: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    given.map((argument) => {
      const split = argument.indexOf("=");
      if (split < 1) throw new Error(`${argument}: expected KEY=VALUE, for example logLevel=debug`);
      return [argument.slice(0, split), argument.slice(split + 1)];
    }),
  );

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

export const helpText = `Deploys the Pulumi program (stack "local") to stand-ins on this machine and leaves it running until Ctrl-C.

  npm start -- [options]

  --port N             port of the API on 127.0.0.1 (default ${DEFAULT_PORT}; 0 takes any free one)
  --console-port N     port of the console on 127.0.0.1 (default: the API's and one; 0 takes any free one)
  --no-console         opens no console
  --open               opens the console in the browser once all is up
  --state FOLDER       keeps tables and queues in FOLDER (default: in memory, gone at the end)
  --config KEY=VALUE   overrides the stack config of Pulumi.local.yaml; repeatable; structures as JSON
  --env KEY=VALUE      adds an environment variable to every function; repeatable
                       (AWS_ENDPOINT_URL replaces the addresses of all stand-ins for AWS)
  --ready FILE         writes addresses, keys and names as JSON to FILE once all is up; removed at the end
                       (without it too they are in .local/ready.json, for the other commands)
  --openai-url URL     uses this address instead of the OpenAI stand-in
  --twilio-url URL     uses this address instead of the Twilio stand-in
  --sendgrid-url URL   uses this address instead of the SendGrid stand-in
  --real-providers     talks to OpenAI, Twilio and SendGrid themselves, with keys from the environment:
                       OPENAI_API_KEY, and for each carrier that is to be used
                       TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_TEMPLATE_SID;
                       SENDGRID_API_KEY, SENDGRID_FROM_EMAIL, SENDGRID_TEMPLATE_ID
  --help               shows this

While it runs, npm run up brings it to what the program declares now; npm run up -- --help tells more.
`;
