import { test } from "uvu";
import * as assert from "uvu/assert";
import { captured } from "../helpers/captures";
import { assertNone, inputsOf } from "../helpers/declared";

const text = (name: string) => ({ name, type: "S" });
const byBoth = (name: string, hashKey: string, rangeKey: string) => ({
  name,
  hashKey,
  rangeKey,
  projectionType: "ALL",
});
const byKeys = (name: string, rangeKey: string) => ({ name, rangeKey, projectionType: "KEYS_ONLY" });

const keysOf = {
  "company-data": {
    hashKey: "company_id",
    rangeKey: "project_id",
    attributes: [text("company_id"), text("project_id")],
  },
  conversations: {
    hashKey: "primary_channel",
    rangeKey: "conversation_id",
    attributes: [
      ...["primary_channel", "conversation_id", "company_id", "project_id"].map(text),
      ...["gsi_company_whatsapp_number", "gsi_company_sms_number", "gsi_company_email"].map(text),
      ...["gsi_recipient_tel", "gsi_recipient_email", "check_bucket", "next_check_at"].map(text),
      ...["retention_bucket", "retention_check_at"].map(text),
      ...["created_at", "conversation_status", "channel_method"].map(text),
      { name: "task_complete", type: "N" },
    ],
    globalSecondaryIndexes: [
      byBoth("company-id-project-id-index", "company_id", "project_id"),
      byBoth("company-whatsapp-number-recipient-tel-index", "gsi_company_whatsapp_number", "gsi_recipient_tel"),
      byBoth("company-sms-number-recipient-tel-index", "gsi_company_sms_number", "gsi_recipient_tel"),
      byBoth("company-email-recipient-email-index", "gsi_company_email", "gsi_recipient_email"),
      { ...byKeys("next-check-index", "next_check_at"), hashKey: "check_bucket" },
      { ...byKeys("retention-index", "retention_check_at"), hashKey: "retention_bucket" },
    ],
    localSecondaryIndexes: [
      byKeys("created-at-index", "created_at"),
      byKeys("task-complete-index", "task_complete"),
      byKeys("conversation-status-index", "conversation_status"),
      byKeys("channel-method-index", "channel_method"),
    ],
    ttl: { attributeName: "ttl", enabled: true },
    streamEnabled: true,
    streamViewType: "NEW_AND_OLD_IMAGES",
  },
} as const;

const what = {
  "company-data": "keyed by company and project",
  conversations: "with its keys, six global and four local indexes, a time to live, and a stream of both images",
} as const;

for (const name of ["company-data", "conversations"] as const) {
  for (const [stack, kept] of [
    ["dev", false],
    ["prod", true],
  ] as const) {
    const protection = kept ? "protected and recoverable to a point in time" : "not protected";

    test(`${name} is ${what[name]}, on demand, encrypted, and ${protection} in ${stack}`, async () => {
      assert.equal(inputsOf(await captured(stack), "dynamodb/table:Table", name), {
        name: `ai-multi-comms-${name}-${stack}`,
        billingMode: "PAY_PER_REQUEST",
        ...keysOf[name],
        serverSideEncryption: { enabled: true },
        pointInTimeRecovery: { enabled: kept },
        deletionProtectionEnabled: kept,
      });
    });
  }
}

test("conversations declares no attribute that neither a key nor an index uses, which DynamoDB would refuse", async () => {
  const inputs = inputsOf(await captured("dev"), "dynamodb/table:Table", "conversations");
  const { hashKey, rangeKey, globalSecondaryIndexes, localSecondaryIndexes } = inputs;
  const used = JSON.stringify([hashKey, rangeKey, globalSecondaryIndexes, localSecondaryIndexes]);

  assertNone(keysOf.conversations.attributes.filter(({ name }) => !used.includes(`"${name}"`)));
});
