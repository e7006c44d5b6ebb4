import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { exitCodesHelp, keyAndValue, nonBlank, portNumber, readCommandLine } from "../command-line";

/** What `npm start` was asked to do. */
export type Options = {
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
  /** Stands in place of the program's Pulumi.local.yaml. */
  readonly configFile: string | undefined;
  /** Stack config over that of the file. */
  readonly config: Readonly<Record<string, string>>;
};

const DEFAULT_PORT = 4010;

const origin = (text: string): string => {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol) && [url.origin, `${url.origin}/`].includes(text))
    return url.origin;
  throw new InvalidArgumentError("Expected an origin without a path, for example http://127.0.0.1:9000.");
};

const fileInFolder = (text: string): string => {
  const file = nonBlank(text);
  if (existsSync(dirname(file))) return file;
  throw new InvalidArgumentError(`There is no folder ${dirname(file)}.`);
};

/** `npm start`, which does nothing yet. */
export const startCommand = () =>
  new Command("npm start --")
    .description(
      'Deploys the Pulumi program (stack "local") to stand-ins on this machine and leaves it running until Ctrl-C.',
    )
    .option("--port <n>", "port of the API on 127.0.0.1; 0 takes any free one", portNumber, DEFAULT_PORT)
    .option("--console-port <n>", "port of the console on 127.0.0.1; else the API's and one", portNumber)
    .addOption(new Option("--no-console", "opens no console").conflicts(["consolePort", "open"]))
    .option("--open", "opens the console in the browser once all is up", false)
    .option("--state <folder>", "keeps tables and queues in FOLDER; else in memory, gone at the end", nonBlank)
    .option("--config-file <file>", "stands in place of Pulumi.local.yaml", (text) => resolve(nonBlank(text)))
    .option(
      "--config <key=value>",
      "overrides the stack config of Pulumi.local.yaml; repeatable; structures as JSON",
      keyAndValue("--config"),
      {},
    )
    .option(
      "--env <key=value>",
      "adds an environment variable to every function; repeatable (AWS_ENDPOINT_URL replaces the addresses of all stand-ins for AWS)",
      keyAndValue("--env"),
      {},
    )
    .option(
      "--ready <file>",
      "writes addresses, keys and names as JSON to FILE once all is up; removed at the end (without it too they are in .local/ready.json, for the other commands)",
      fileInFolder,
    )
    .option("--openai-url <url>", "uses this address instead of the OpenAI stand-in", origin)
    .option("--twilio-url <url>", "uses this address instead of the Twilio stand-in", origin)
    .option("--sendgrid-url <url>", "uses this address instead of the SendGrid stand-in", origin)
    .option(
      "--real-providers",
      "talks to OpenAI, Twilio and SendGrid themselves, with keys from the environment: OPENAI_API_KEY, and for each carrier that is to be used TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_TEMPLATE_SID; SENDGRID_API_KEY, SENDGRID_FROM_EMAIL (the projects' sender, too), SENDGRID_TEMPLATE_ID",
      false,
    )
    .addHelpText(
      "after",
      "\nWhile it runs, npm run up brings it to what the program declares now; npm run up -- --help tells more.",
    )
    .addHelpText("after", exitCodesHelp);

/** Beside the API's port, so that both are remembered together. */
const besideApi = (port: number): number => (port === 0 || port === 65_535 ? 0 : port + 1);

export const startOptions = (given: ReturnType<ReturnType<typeof startCommand>["opts"]>): Options => ({
  port: given.port,
  consolePort: given.console ? (given.consolePort ?? besideApi(given.port)) : undefined,
  open: given.open,
  readyFile: given.ready,
  stateFolder: given.state,
  realProviders: given.realProviders,
  openaiUrl: given.openaiUrl,
  twilioUrl: given.twilioUrl,
  sendgridUrl: given.sendgridUrl,
  environment: given.env,
  configFile: given.configFile,
  config: given.config,
});

/** Reads the command line of `npm start`; throws `WrongUsage`. */
export const readOptions = (argv: readonly string[]): Options =>
  startOptions(readCommandLine(startCommand(), argv).opts());
