import { resolveMx } from "node:dns/promises";
import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import * as E from "fp-ts/Either";
import { constant } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import { settings } from "../../../infra/config/settings";
import { namesFor } from "../../../infra/names";
import { carriers } from "../../../runtime/adapters/carriers";
import { dynamoCompanies } from "../../../runtime/adapters/dynamo-companies";
import { secretsManagerSecrets } from "../../../runtime/adapters/secrets-manager-secrets";
import { systemClock } from "../../../runtime/adapters/time-and-chance";
import { decodeOr } from "../../../runtime/codec/json";
import { topicSubscribers } from "../connect/aws-caller";
import { type AwsClients, deployedClients, localClients, requireCredentials } from "../connect/aws-clients";
import { dynamoLookups } from "../connect/dynamo-lookups";
import { operatorLog } from "../connect/operator";
import { InboundAddress, IssuedKey, type ReadyFile, readReadyFile } from "../connect/ready-file";
import type { StackFile } from "../stack-file/stack-file";
import { dynamoChangeStatus } from "./change-status";
import { checkKeyInGateway, tryKey } from "./check-key";
import type { Desk } from "./project-command";
import { pulumiJson } from "./pulumi";
import type { StackInEffect } from "./stack-in-effect";

const Outputs = t.intersection([
  t.type({ apiUrl: t.string, apiKeys: t.readonlyArray(IssuedKey) }),
  t.partial({ inboundAddresses: t.readonlyArray(InboundAddress) }),
]);
type Outputs = t.TypeOf<typeof Outputs>;

/** A deployed stack's addresses and keys, from Pulumi's state. */
export const deployedOutputs = (folder: string, stack: string) => async (): Promise<Outputs> => {
  const outputs = await pulumiJson(folder, ["stack", "output", "--stack", stack, "--json", "--show-secrets"]);
  const decoded = decodeOr(Outputs, (places) => places)(outputs);
  if (E.isLeft(decoded)) throw new Error(`the outputs of the stack ${stack} lack something: ${decoded.left}`);
  return decoded.right;
};

type Names = Pick<ReadyFile, "tables" | "providers"> & { readonly stack: string };

/** What is the same of a local and a deployed stack: its tables, secrets and carriers, read by the runtime's own adapters. */
const readingStack = (
  { stack, tables, providers: { openai, twilio, sendgrid } }: Names,
  { dynamo, secrets, close }: AwsClients,
  warn: (text: string) => void,
): Omit<StackInEffect, "alarmSubscribers" | "checkKey" | "client" | "inboundAddresses"> => ({
  companies: dynamoCompanies(dynamo, tables.company, operatorLog(warn)),
  changeStatus: dynamoChangeStatus(dynamo, tables.company),
  secrets: { ...secretsManagerSecrets(secrets), forget: () => () => undefined },
  putSecret: async (SecretId, SecretString) => {
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
  },
  carriers: carriers({ twilioUrl: twilio, sendgridUrl: sendgrid }, systemClock),
  openaiUrl: openai,
  carrierUrls: { twilio, sendgrid },
  mailExchangers: async (domain) => (await resolveMx(domain)).map(({ exchange }) => exchange),
  conversations: { stack, lookups: dynamoLookups(dynamo, tables.conversations, tables.company) },
  close,
});

/** A deployed stack, by the names that its program gives to everything; in the region of its config unless another is given. */
export const deployedStack = (
  { stack, folder, values, ...file }: StackFile,
  region: string | undefined,
  warn: (text: string) => void,
): StackInEffect => {
  const names = namesFor(stack);
  const place = region ?? file.region;
  const gateway = new APIGatewayClient(place === undefined ? {} : { region: place });
  const origin = (key: "openaiUrl" | "twilioUrl" | "sendgridUrl"): string => {
    const given = values[key];
    return typeof given === "string" ? given : settings[key].fallback;
  };
  const tables = { company: names("company-data"), conversations: names("conversations") };
  const providers = { openai: origin("openaiUrl"), twilio: origin("twilioUrl"), sendgrid: origin("sendgridUrl") };
  const reading = readingStack({ stack, tables, providers }, deployedClients(place), warn);
  const outputs = deployedOutputs(folder, stack);
  // Pulumi takes seconds, and a stack may have hundreds of projects.
  let addresses: ReturnType<StackInEffect["inboundAddresses"]> | undefined;
  return {
    ...reading,
    checkKey: checkKeyInGateway(gateway, stack),
    alarmSubscribers: () => topicSubscribers(place, names("alarms")),
    client: outputs,
    inboundAddresses: () => {
      addresses ??= outputs().then(({ inboundAddresses = [] }) => inboundAddresses);
      return addresses;
    },
    close: () => {
      reading.close();
      gateway.destroy();
    },
  };
};

/** A local engine, as it tells of itself now: an update brings new keys. */
export const localStack = (engine: () => ReadyFile, warn: (text: string) => void): StackInEffect => {
  return {
    ...readingStack({ stack: "local", ...engine() }, localClients(engine()), warn),
    checkKey: (keyId) => {
      const { apiUrl, apiKeys } = engine();
      const key = apiKeys.find(({ id }) => id === keyId);
      return key === undefined ? TE.left("the gateway has no such key") : tryKey(apiUrl, key.value);
    },
    alarmSubscribers: async () => undefined,
    client: async () => engine(),
    inboundAddresses: async () => [],
  };
};

/** Does something with the stack as it runs, and closes the connection; throws in plain words when the stack is not there. */
export const onStackInEffect = async <A>(
  { named, file, terminal: { warn } }: Pick<Desk, "named" | "file" | "terminal">,
  use: (inEffect: StackInEffect) => Promise<A>,
): Promise<A> => {
  if (named.ready === undefined) await requireCredentials(named.region ?? file.region);
  const inEffect =
    named.ready === undefined
      ? deployedStack(file, named.region, warn)
      : localStack(constant(await readReadyFile(named.ready)), warn);
  try {
    return await use(inEffect);
  } finally {
    inEffect.close();
  }
};
