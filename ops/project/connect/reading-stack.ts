import { carriers } from "../../../runtime/adapters/carriers";
import { dynamoCompanies } from "../../../runtime/adapters/dynamo-companies";
import { dynamoConversations } from "../../../runtime/adapters/dynamo-conversations";
import { secretsManagerSecrets } from "../../../runtime/adapters/secrets-manager-secrets";
import { systemClock } from "../../../runtime/adapters/system-clock";
import { dynamoLookups } from "../../lookup/dynamo-lookups";
import { operatorLog } from "../../operator-log";
import { dynamoChangeStatus } from "../status/change-status";
import type { ProjectClients } from "./project-clients";
import type { StackInEffect } from "./stack-in-effect";

export type StackNames = {
  readonly stack: string;
  readonly companyTable: string;
  readonly conversationsTable: string;
  readonly openaiUrl: string;
  readonly twilioUrl: string;
  readonly sendgridUrl: string;
};

/** What is the same of a local and a deployed stack: its tables, secrets and carriers, read by the runtime's own adapters. */
export const readingStack = (
  { stack, companyTable, conversationsTable, openaiUrl, ...carrierUrls }: StackNames,
  { dynamo, secrets, close }: ProjectClients,
  warn: (text: string) => void,
): Omit<StackInEffect, "keyFault" | "client"> => {
  const log = operatorLog(warn);
  return {
    companies: dynamoCompanies(dynamo, companyTable, log),
    changeStatus: dynamoChangeStatus(dynamo, companyTable),
    secrets: secretsManagerSecrets(secrets),
    carriers: carriers(carrierUrls, systemClock),
    openaiUrl,
    conversations: {
      stack,
      conversations: dynamoConversations(dynamo, conversationsTable, log),
      lookups: dynamoLookups(dynamo, conversationsTable),
    },
    close,
  };
};
