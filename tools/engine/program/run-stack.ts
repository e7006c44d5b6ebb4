import { join } from "node:path";
import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import type { Options } from "../options";
import type { RegisteredResource, RunOptions } from "./deployment";
import { type ProviderUrls, realSecretValues, type SecretValues, withWebhookKey } from "./provider-settings";
import { runProgram } from "./run-program";
import { readStackConfig } from "./stack-config";

/** What the program tells of itself once it is deployed. */
export type StackOutputs = {
  readonly apiUrl: string;
  readonly apiId: string;
  readonly receiptsUrl: string;
  readonly apiKeys: readonly {
    readonly company_id: string;
    readonly project_id: string;
    readonly label: string;
    readonly id: string;
    readonly value: string;
  }[];
  readonly tables: { readonly company: string; readonly conversations: string };
  readonly queueUrls: Readonly<Record<"whatsapp" | "sms" | "email", { readonly url: string; readonly dlqUrl: string }>>;
  /** Addresses for SendGrid's Event Webhook, by project. */
  readonly webhooks: readonly { readonly sender: string; readonly url: string }[];
  readonly topicArn: string;
  readonly functionNames: readonly string[];
};

const names = [
  "apiUrl",
  "apiId",
  "receiptsUrl",
  "apiKeys",
  "tables",
  "queueUrls",
  "webhooks",
  "topicArn",
  "functionNames",
] as const;

/** The program is ours, so its outputs have their form; one that is absent is named. */
export const stackOutputs = (outputs: Readonly<Record<string, unknown>>): StackOutputs => {
  const absent = names.filter((name) => outputs[name] === undefined);
  if (absent.length > 0) throw new Error(`The program gave no output ${absent.join(", ")}`);
  return outputs as StackOutputs;
};

const STACK = "local";

const SECRET_VALUES = "ai-multi-comms:secretValues";

export type StackOptions = Pick<Options, "config" | "realProviders">;

const withProviders = (
  options: StackOptions,
  { openai, twilio, sendgrid }: ProviderUrls,
): Readonly<Record<string, string>> => ({
  openaiUrl: openai,
  twilioUrl: twilio,
  sendgridUrl: sendgrid,
  ...options.config,
});

type Config = Readonly<Record<string, string>>;

const secretsFor = (demonstration: SecretValues, options: StackOptions, webhookKey: string): SecretValues =>
  options.realProviders ? realSecretValues(demonstration, process.env) : withWebhookKey(demonstration, webhookKey);

const withSecrets = (config: Config, options: StackOptions, webhookKey: string): Config => ({
  ...config,
  [SECRET_VALUES]: JSON.stringify(secretsFor(JSON.parse(config[SECRET_VALUES] ?? "{}"), options, webhookKey)),
});

export type StackRun = {
  readonly outputs: StackOutputs;
  readonly resources: readonly RegisteredResource[];
};

/** What a run of the program needs beside its folder and options. */
export type RunStackDeps = Pick<RunOptions, "create" | "invoke"> & {
  readonly providers: { readonly urls: ProviderUrls; readonly webhookKey: string };
  readonly warn: (text: string) => void;
  readonly signal: AbortSignal;
};

const run = async (
  folder: string,
  options: StackOptions,
  { create, invoke, providers, warn, signal }: RunStackDeps,
): Promise<StackRun> => {
  const settings = readStackConfig({ folder, stack: STACK, overrides: withProviders(options, providers.urls) });
  const result = await runProgram({
    folder,
    ...settings,
    config: withSecrets(settings.config, options, providers.webhookKey),
    preview: false,
    // Half a second of the program's start is compiling what it loads.
    environment: { NODE_COMPILE_CACHE: join(folder, "node_modules/.cache/node-compile") },
    create,
    invoke,
    onMessage: ({ severity, text }) => {
      if (severity === "warning") warn(text);
    },
    signal,
  });
  if (result.exitCode !== 0) {
    const errors = result.messages.filter(({ severity }) => severity === "error").map(({ text }) => text.trim());
    throw new Error([...new Set(errors)].join("\n"));
  }
  return { outputs: stackOutputs(result.outputs), resources: result.resources };
};

/** Runs the Pulumi program of `folder` against `create` and `invoke`; fails in the program's own words. */
export const runStack = (...given: Parameters<typeof run>): TE.TaskEither<string, StackRun> =>
  TE.tryCatch(
    () => run(...given),
    (error) => E.toError(error).message,
  );
