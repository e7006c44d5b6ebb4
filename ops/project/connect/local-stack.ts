import * as t from "io-ts";
import { readReadyFile } from "../../connect/read-ready-file";
import { gatewayLetsIn } from "./gateway-lets-in";
import { IssuedKey } from "./issued-key";
import { localProjectClients } from "./project-clients";
import { readingStack } from "./reading-stack";
import type { StackInEffect } from "./stack-in-effect";

const ReadyFile = t.type({
  region: t.string,
  apiUrl: t.string,
  apiKeys: t.readonlyArray(IssuedKey),
  endpoints: t.type({ dynamodb: t.string, secretsmanager: t.string }),
  tables: t.type({ company: t.string, conversations: t.string }),
  providers: t.type({ openai: t.string, twilio: t.string, sendgrid: t.string }),
});

/** The local engine that wrote the ready file. */
export const localStack = (readyFile: string, warn: (text: string) => void): StackInEffect => {
  const { region, apiUrl, apiKeys, endpoints, tables, providers } = readReadyFile(readyFile, ReadyFile);
  const names = {
    stack: "local",
    companyTable: tables.company,
    conversationsTable: tables.conversations,
    openaiUrl: providers.openai,
    twilioUrl: providers.twilio,
    sendgridUrl: providers.sendgrid,
  };
  return {
    ...readingStack(names, localProjectClients(region, endpoints), warn),
    keyFault: async (keyId) => {
      const key = apiKeys.find(({ id }) => id === keyId);
      return key === undefined ? "the gateway has no such key" : gatewayLetsIn(apiUrl, key.value);
    },
    client: async () => ({ apiUrl, apiKeys }),
  };
};
