import * as aws from "@pulumi/aws";
import { NEXT_CHECK_INDEX, RETENTION_INDEX } from "../../runtime/conversation/conversation";
import type { StackConfig } from "../config/stack-config";
import type { Names, tableThings } from "../names";

type Keys = Pick<
  aws.dynamodb.TableArgs,
  | "hashKey"
  | "rangeKey"
  | "attributes"
  | "globalSecondaryIndexes"
  | "localSecondaryIndexes"
  | "ttl"
  | "streamEnabled"
  | "streamViewType"
>;

/** A table whose data is kept. */
const keptTable = (
  thing: (typeof tableThings)[number],
  names: Names,
  config: StackConfig,
  keys: Keys,
): aws.dynamodb.Table =>
  new aws.dynamodb.Table(thing, {
    name: names(thing),
    billingMode: "PAY_PER_REQUEST",
    ...keys,
    serverSideEncryption: { enabled: true },
    pointInTimeRecovery: { enabled: config.pointInTimeRecovery },
    deletionProtectionEnabled: config.protectData,
  });

const text = (name: string) => ({ name, type: "S" });
/**
 * The provider's 7.48 calls the two keys of an index deprecated in favour of `keySchemas`, whose differences never ended and rebuilt
 * all indexes when one went (terraform-provider-aws 46335, 46513): a preview warns ten times, and nothing is rebuilt.
 */
const global = (name: string, hashKey: string, rangeKey: string, projectionType = "ALL") => ({
  name,
  hashKey,
  rangeKey,
  projectionType,
});
const local = (name: string, rangeKey: string) => ({ name, rangeKey, projectionType: "KEYS_ONLY" });

/** The projects' records. */
export const companyTable = (names: Names, config: StackConfig): aws.dynamodb.Table =>
  keptTable("company-data", names, config, {
    hashKey: "company_id",
    rangeKey: "project_id",
    attributes: ["company_id", "project_id"].map(text),
  });

/** The conversations, one record per outreach to one recipient, and the request guards. */
export const conversationsTable = (names: Names, config: StackConfig): aws.dynamodb.Table =>
  keptTable("conversations", names, config, {
    hashKey: "primary_channel",
    rangeKey: "conversation_id",
    attributes: [
      ...[
        "primary_channel",
        "conversation_id",
        "company_id",
        "project_id",
        "gsi_company_whatsapp_number",
        "gsi_company_sms_number",
        "gsi_company_email",
        "gsi_recipient_tel",
        "gsi_recipient_email",
        "check_bucket",
        "next_check_at",
        "retention_bucket",
        "retention_check_at",
        "created_at",
        "conversation_status",
        "channel_method",
      ].map(text),
      { name: "task_complete", type: "N" },
    ],
    globalSecondaryIndexes: [
      global("company-id-project-id-index", "company_id", "project_id"),
      global("company-whatsapp-number-recipient-tel-index", "gsi_company_whatsapp_number", "gsi_recipient_tel"),
      global("company-sms-number-recipient-tel-index", "gsi_company_sms_number", "gsi_recipient_tel"),
      global("company-email-recipient-email-index", "gsi_company_email", "gsi_recipient_email"),
      global(NEXT_CHECK_INDEX, "check_bucket", "next_check_at", "KEYS_ONLY"),
      global(RETENTION_INDEX, "retention_bucket", "retention_check_at", "KEYS_ONLY"),
    ],
    localSecondaryIndexes: [
      local("created-at-index", "created_at"),
      local("task-complete-index", "task_complete"),
      local("conversation-status-index", "conversation_status"),
      local("channel-method-index", "channel_method"),
    ],
    ttl: { attributeName: "ttl", enabled: true },
    // What projects' webhooks are told is read from the writes themselves.
    streamEnabled: true,
    streamViewType: "NEW_AND_OLD_IMAGES",
  });
