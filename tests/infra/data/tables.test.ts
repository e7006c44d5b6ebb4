import { suite } from "uvu";
import * as assert from "uvu/assert";
import { captured } from "../helpers/captures";
import { inputsOf, oneOf } from "../helpers/declared";

const testCompanyTable = suite("company-table");

const expected = (stack: string, kept: { readonly protect: boolean; readonly recovery: boolean }) => ({
  name: `ai-multi-comms-company-data-${stack}`,
  billingMode: "PAY_PER_REQUEST",
  hashKey: "company_id",
  rangeKey: "project_id",
  attributes: [
    { name: "company_id", type: "S" },
    { name: "project_id", type: "S" },
  ],
  serverSideEncryption: { enabled: true },
  pointInTimeRecovery: { enabled: kept.recovery },
  deletionProtectionEnabled: kept.protect,
});

testCompanyTable("is keyed by company and project, on demand, encrypted, and not protected in dev", async () => {
  const dev = await captured("dev");

  assert.equal(
    inputsOf(dev, "dynamodb/table:Table", "company-data"),
    expected("dev", { protect: false, recovery: false }),
  );
});

testCompanyTable("is protected and recoverable to a point in time in prod", async () => {
  const prod = await captured("prod");

  assert.equal(
    inputsOf(prod, "dynamodb/table:Table", "company-data"),
    expected("prod", { protect: true, recovery: true }),
  );
});

testCompanyTable(
  "is protected by Pulumi too wherever the config does not release it, as is the conversations table",
  async () => {
    const runs = [await captured("dev"), await captured("prod"), await captured("changed")];

    const protection = runs.map((run) =>
      ["company-data", "conversations"].map((name) => oneOf(run, "dynamodb/table:Table", name).protect),
    );

    assert.equal(protection, [
      [false, false],
      [true, true],
      [true, true],
    ]);
  },
);

testCompanyTable.run();

const testConversationsTable = suite("conversations-table");

const text = (name: string) => ({ name, type: "S" });

const byBoth = (name: string, hashKey: string, rangeKey: string) => ({
  name,
  hashKey,
  rangeKey,
  projectionType: "ALL",
});

const expectedConversations = (stack: string, kept: boolean) => ({
  name: `ai-multi-comms-conversations-${stack}`,
  billingMode: "PAY_PER_REQUEST",
  hashKey: "primary_channel",
  rangeKey: "conversation_id",
  attributes: [
    text("primary_channel"),
    text("conversation_id"),
    text("company_id"),
    text("project_id"),
    text("gsi_company_whatsapp_number"),
    text("gsi_company_sms_number"),
    text("gsi_company_email"),
    text("gsi_recipient_tel"),
    text("gsi_recipient_email"),
    text("check_bucket"),
    text("next_check_at"),
    text("created_at"),
    text("conversation_status"),
    text("channel_method"),
    { name: "task_complete", type: "N" },
  ],
  globalSecondaryIndexes: [
    byBoth("company-id-project-id-index", "company_id", "project_id"),
    byBoth("company-whatsapp-number-recipient-tel-index", "gsi_company_whatsapp_number", "gsi_recipient_tel"),
    byBoth("company-sms-number-recipient-tel-index", "gsi_company_sms_number", "gsi_recipient_tel"),
    byBoth("company-email-recipient-email-index", "gsi_company_email", "gsi_recipient_email"),
    {
      name: "next-check-index",
      hashKey: "check_bucket",
      rangeKey: "next_check_at",
      projectionType: "KEYS_ONLY",
    },
  ],
  localSecondaryIndexes: [
    { name: "created-at-index", rangeKey: "created_at", projectionType: "KEYS_ONLY" },
    { name: "task-complete-index", rangeKey: "task_complete", projectionType: "KEYS_ONLY" },
    { name: "conversation-status-index", rangeKey: "conversation_status", projectionType: "KEYS_ONLY" },
    { name: "channel-method-index", rangeKey: "channel_method", projectionType: "KEYS_ONLY" },
  ],
  ttl: { attributeName: "ttl", enabled: true },
  serverSideEncryption: { enabled: true },
  pointInTimeRecovery: { enabled: kept },
  deletionProtectionEnabled: kept,
});

for (const { stack, kept } of [
  { stack: "dev", kept: false },
  { stack: "prod", kept: true },
] as const) {
  testConversationsTable(
    `has its keys, five global and four local indexes and a time to live in ${stack}`,
    async () => {
      const run = await captured(stack);

      assert.equal(inputsOf(run, "dynamodb/table:Table", "conversations"), expectedConversations(stack, kept));
    },
  );
}

testConversationsTable(
  "declares no attribute that neither a key nor an index uses, which DynamoDB would refuse",
  async () => {
    const inputs = inputsOf(await captured("dev"), "dynamodb/table:Table", "conversations");
    const used = JSON.stringify([
      inputs.hashKey,
      inputs.rangeKey,
      inputs.globalSecondaryIndexes,
      inputs.localSecondaryIndexes,
    ]);

    const unused = expectedConversations("dev", false).attributes.filter(({ name }) => !used.includes(`"${name}"`));

    assert.equal(unused, []);
  },
);

testConversationsTable.run();
