import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import { decodeOr } from "../../../runtime/codec/json";
import { Channel } from "../../../runtime/request/request";
import type { Options } from "../options";
import type { RegisteredResource, RunOptions, RunResult } from "./deployment";
import {
  type ProviderUrls,
  realSecretValues,
  type SecretValues,
  type SendGridKeys,
  withSendGridKeys,
} from "./provider-settings";
import { runProgram } from "./run-program";
import { readStackConfig, type StackConfig } from "./stack-config";

const Queue = t.type({ url: t.string, dlqUrl: t.string });

/** What versions before people could write back, and before companies were told, do not have. */
const LaterOutputs = t.partial({
  /** Where the carriers post what people write, by sender; with Twilio's connection overrides. */
  inboundAddresses: t.readonlyArray(
    t.type({ company_id: t.string, project_id: t.string, channel: Channel, address: t.string, url: t.string }),
  ),
  repliesQueue: Queue,
  eventsQueue: Queue,
  attachmentsBucket: t.string,
});

/** What the program tells of itself once it is deployed. */
export type StackOutputs = Readonly<t.TypeOf<typeof StackOutputs>>;
export const StackOutputs = t.intersection([
  LaterOutputs,
  t.type({
    apiUrl: t.string,
    apiId: t.string,
    receiptsUrl: t.string,
    apiKeys: t.readonlyArray(
      t.intersection([
        t.type({ company_id: t.string, project_id: t.string, label: t.string, id: t.string, value: t.string }),
        t.partial({ use: t.keyof({ client: null, desk: null }) }),
      ]),
    ),
    tables: t.type({ company: t.string, conversations: t.string }),
    queueUrls: t.type({ whatsapp: Queue, sms: Queue, email: Queue }),
    /** Addresses for SendGrid's Event Webhook, by project. */
    webhooks: t.readonlyArray(t.type({ sender: t.string, url: t.string })),
    topicArn: t.string,
    functionNames: t.readonlyArray(t.string),
  }),
]);

const STACK = "local";

const PROJECT = "ai-multi-comms";
const SECRET_VALUES = `${PROJECT}:secretValues`;
const PROJECTS = `${PROJECT}:projects`;

/** Where a stack's file has the endpoint of a company whose stand-in is on this machine, at a port that is known only now. */
const COMPANY = '"url":"http://company.localhost/';

const withCompany = (config: StackConfig["config"], company: string): StackConfig["config"] =>
  PROJECTS in config
    ? { ...config, [PROJECTS]: (config[PROJECTS] ?? "").replaceAll(COMPANY, `"url":"${company}/`) }
    : config;

type StackOptions = Pick<Options, "config" | "configFile" | "realProviders">;

/** What a run of the program needs beside its folder and options. */
export type RunStackDeps = Pick<RunOptions, "create" | "invoke"> & {
  readonly providers: { readonly urls: ProviderUrls; readonly company: string; readonly keys: SendGridKeys };
  readonly warn: (text: string) => void;
  readonly signal: AbortSignal;
};

export type StackRun = { readonly outputs: StackOutputs; readonly resources: readonly RegisteredResource[] };

const wordsOf = (error: unknown): string => E.toError(error).message;

/** Reads the config with these addresses over it; says which the file has that are not looked at, right or wrong. */
const withAddresses = (
  folder: string,
  { config, configFile: file }: StackOptions,
  addresses: Readonly<Record<string, string>>,
  warn: RunStackDeps["warn"],
): StackConfig => {
  const written = readStackConfig({ folder, stack: STACK, file, overrides: config });
  for (const [key, address] of Object.entries(addresses))
    if (`${PROJECT}:${key}` in written.config && !(key in config))
      warn(`${key} of ${file ?? `Pulumi.${STACK}.yaml`} is not used on this machine: ${address} takes its place`);
  return readStackConfig({ folder, stack: STACK, file, overrides: { ...addresses, ...config } });
};

/** The stack's config with the addresses and the secrets of the providers, unless the options say otherwise. */
const configFor = (
  folder: string,
  options: StackOptions,
  { providers: { urls, company, keys }, warn }: Pick<RunStackDeps, "providers" | "warn">,
): E.Either<string, StackConfig> => {
  const addresses = { openaiUrl: urls.openai, twilioUrl: urls.twilio, sendgridUrl: urls.sendgrid };
  const secretsFor = (demonstration: SecretValues): E.Either<string, SecretValues> =>
    options.realProviders
      ? realSecretValues(demonstration, process.env)
      : E.right(withSendGridKeys(demonstration, keys));
  return pipe(
    E.tryCatch(() => withAddresses(folder, options, addresses, warn), wordsOf),
    E.bindTo("settings"),
    E.bind("secrets", ({ settings }) => secretsFor(JSON.parse(settings.config[SECRET_VALUES] ?? "{}"))),
    E.map(({ settings, secrets }) => ({
      ...settings,
      config: {
        ...withCompany(settings.config, company),
        [SECRET_VALUES]: JSON.stringify(secrets),
      },
    })),
  );
};

const stackRun = ({ exitCode, messages, outputs, resources }: RunResult): E.Either<string, StackRun> => {
  const errors = messages.filter(({ severity }) => severity === "error").map(({ text }) => text.trim());
  return exitCode === 0
    ? pipe(
        outputs,
        decodeOr(StackOutputs, (places) => `The program's outputs are not as they should be: ${places}`),
        E.map((known) => ({ outputs: known, resources })),
      )
    : E.left([...new Set(errors)].join("\n"));
};

/** Runs the Pulumi program of `folder` against `create` and `invoke`; fails in the program's own words. */
export const runStack = (
  folder: string,
  options: StackOptions,
  { create, invoke, providers, warn, signal }: RunStackDeps,
): TE.TaskEither<string, StackRun> =>
  pipe(
    TE.fromEither(configFor(folder, options, { providers, warn })),
    TE.map((settings) => ({
      ...settings,
      folder,
      preview: false,
      create,
      invoke,
      onMessage: ({ severity, text }: RunResult["messages"][number]) => {
        if (severity === "warning") warn(text);
      },
      signal,
    })),
    TE.chain((run) => TE.tryCatch(() => runProgram(run), wordsOf)),
    TE.chainEitherK(stackRun),
  );
