import { createHash } from "node:crypto";
import { assistantKey, credentialsKey, projectSlug, secretName } from "../../../../infra/names";
import { isJsonObject } from "../../../../runtime/codec/json";
import { type Channel, channels } from "../../../../runtime/request/request";
import type { StackFile } from "../../stack-file/stack-file";
import type { NewEntry } from "./new-entry";

/** A secret of a project, by its name in `secretValues`. */
export type NeededSecret = {
  readonly key: string;
  readonly channel: Channel;
  readonly kind: "openai" | "twilio" | "sendgrid";
};

/** The secrets that a new project's channels need and whose values the config does not hold yet; a simulated carrier needs none. */
export const neededSecrets = (entry: NewEntry, { values }: StackFile): readonly NeededSecret[] => {
  const held = isJsonObject(values.secretValues) ? values.secretValues : {};
  return channels
    .flatMap((channel): readonly NeededSecret[] => {
      const setup = entry.channels[channel];
      if (setup === undefined) return [];
      const assistant = { key: assistantKey(channel, entry), channel, kind: "openai" } as const;
      const carrier = {
        key: credentialsKey(channel, entry),
        channel,
        kind: channel === "email" ? "sendgrid" : "twilio",
      } as const;
      return setup.simulate ? [assistant] : [assistant, carrier];
    })
    .filter(({ key }) => !(key in held));
};

const hex = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

/** Every field of a secret, with a value that the stand-ins of the local engine accept; nothing about it is secret. */
export const localSecret = ({ kind, channel }: NeededSecret, entry: NewEntry): Readonly<Record<string, string>> => {
  const name = projectSlug(entry);
  switch (kind) {
    case "openai":
      return { ai_api_key: "local-openai-key" };
    case "twilio":
      return {
        twilio_account_sid: `AC${hex(name)}`,
        twilio_auth_token: `local-twilio-token-${name}`,
        twilio_template_sid: `HX${hex(name)}`,
      };
    case "sendgrid":
      return {
        sendgrid_auth_value: `local-sendgrid-key-${name}`,
        sendgrid_from_email: entry.channels[channel]?.sender ?? "",
        sendgrid_from_name: entry.company_name,
        sendgrid_template_id: `d-${hex(name)}`,
      };
  }
};

/** How the secrets of a deployed stack get their values: typed into Pulumi's question, so that no shell remembers them. */
export const secretsText = (secrets: readonly NeededSecret[], entry: NewEntry, stack: string): string => {
  if (secrets.length === 0) return "Every secret that it needs has a value in the config.";
  const lines = secrets.flatMap((secret) => [
    ...Object.keys(localSecret(secret, entry)).map(
      (field) => `  npx pulumi config set --stack ${stack} --secret --path 'secretValues["${secret.key}"].${field}'`,
    ),
    `    or, after the first up, in Secrets Manager: ${secretName(secret.key, stack)}`,
  ]);
  return ["Secrets still need their values; each command asks for one:", ...lines].join("\n");
};
