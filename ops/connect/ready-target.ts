import { readFileSync } from "node:fs";
import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { decodeOr } from "../../runtime/codec/decode-or";
import type { LocalEndpoints } from "./aws-clients";
import type { Target } from "./target";

const Pair = t.type({ url: t.string, dlqUrl: t.string });

const ReadyFile = t.type({
  region: t.string,
  endpoints: t.type({ dynamodb: t.string, sqs: t.string }),
  tables: t.type({ conversations: t.string }),
  queues: t.type({ whatsapp: Pair, sms: Pair, email: Pair }),
});

const textOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Error(`${file} cannot be read: is the engine running (npm start -- --ready ${file})?`);
  }
};

const jsonOf = (file: string): unknown => {
  try {
    return JSON.parse(textOf(file));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`${file} is no ready file: not JSON`);
    throw error;
  }
};

/** The local engine that wrote the ready file. */
export const readyTarget = (file: string): Target & { readonly endpoints: LocalEndpoints } => {
  const decoded = decodeOr(ReadyFile, (places) => places)(jsonOf(file));
  if (E.isLeft(decoded)) throw new Error(`${file} is no ready file: ${decoded.left}`);
  const { region, endpoints, tables, queues } = decoded.right;
  return { stack: "local", conversationsTable: tables.conversations, queues, endpoints: { region, ...endpoints } };
};
