import * as t from "io-ts";
import type { LocalEndpoints } from "./aws-clients";
import { readReadyFile } from "./read-ready-file";
import type { Target } from "./target";

const Pair = t.type({ url: t.string, dlqUrl: t.string });

const ReadyFile = t.type({
  region: t.string,
  endpoints: t.type({ dynamodb: t.string, sqs: t.string, secretsmanager: t.string }),
  tables: t.type({ conversations: t.string }),
  queues: t.type({ whatsapp: Pair, sms: Pair, email: Pair }),
  providers: t.type({ openai: t.string }),
});

/** The local engine that wrote the ready file. */
export const readyTarget = (file: string): Target & { readonly endpoints: LocalEndpoints } => {
  const { region, endpoints, tables, queues, providers } = readReadyFile(file, ReadyFile);
  return {
    stack: "local",
    conversationsTable: tables.conversations,
    openaiUrl: providers.openai,
    queues,
    endpoints: { region, ...endpoints },
  };
};
