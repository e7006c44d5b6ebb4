import { join } from "node:path";
import { runProgram } from "../engine/run-program";
import { readStackConfig } from "../engine/stack-config";
import type { CloudResources } from "../resources/cloud-resources";
import type { Options } from "./options";
import type { ProviderUrls } from "./provider-urls";
import { realSecretValues, type SecretValues } from "./real-providers";
import { type StackOutputs, stackOutputs } from "./stack-outputs";
import { withWebhookKey } from "./webhook-key";

const STACK = "local";

const SECRET_VALUES = "ai-multi-comms:secretValues";

const withProviders = (
  options: Options,
  { openai, twilio, sendgrid }: ProviderUrls,
): Readonly<Record<string, string>> => ({
  openaiUrl: openai,
  twilioUrl: twilio,
  sendgridUrl: sendgrid,
  ...options.config,
});

type Config = Readonly<Record<string, string>>;

const secretsFor = (demonstration: SecretValues, options: Options, webhookKey: string): SecretValues =>
  options.realProviders ? realSecretValues(demonstration, process.env) : withWebhookKey(demonstration, webhookKey);

const withSecrets = (config: Config, options: Options, webhookKey: string): Config => ({
  ...config,
  [SECRET_VALUES]: JSON.stringify(secretsFor(JSON.parse(config[SECRET_VALUES] ?? "{}"), options, webhookKey)),
});

/** Runs the project's Pulumi program against `resources`; throws with the program's own words when it fails. */
export const deploy = async (
  folder: string,
  options: Options,
  providers: { readonly urls: ProviderUrls; readonly webhookKey: string },
  resources: CloudResources,
  run: { readonly warn: (text: string) => void; readonly signal?: AbortSignal },
): Promise<StackOutputs> => {
  const settings = readStackConfig({ folder, stack: STACK, overrides: withProviders(options, providers.urls) });
  const result = await runProgram({
    folder,
    ...settings,
    config: withSecrets(settings.config, options, providers.webhookKey),
    preview: false,
    // Half a second of the program's start is compiling what it loads.
    environment: { NODE_COMPILE_CACHE: join(folder, "node_modules/.cache/node-compile") },
    create: resources.create,
    invoke: resources.invoke,
    onMessage: ({ severity, text }) => {
      if (severity === "warning") run.warn(text);
    },
    ...(run.signal === undefined ? {} : { signal: run.signal }),
  });
  if (result.exitCode !== 0) {
    const errors = result.messages.filter(({ severity }) => severity === "error").map(({ text }) => text.trim());
    throw new Error([...new Set(errors)].join("\n"));
  }
  return stackOutputs(result.outputs);
};
