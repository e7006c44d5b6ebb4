import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { startDynamo } from "../../../tools/aws/dynamo/dynamo";
import { untilActive } from "../../../tools/engine/resources/dynamodb-table";
import { accessKey, dynamoAt } from "../../helpers/local-clients";

export const TABLE = "conversations";

/** Keys, the sweeper's indexes and one of senders and recipients, as the program declares them. */
const createTable = new CreateTableCommand({
  TableName: TABLE,
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [
    ...["primary_channel", "conversation_id", "check_bucket", "next_check_at"],
    ...["retention_bucket", "retention_check_at", "gsi_company_sms_number", "gsi_recipient_tel"],
  ].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  KeySchema: [
    { AttributeName: "primary_channel", KeyType: "HASH" },
    { AttributeName: "conversation_id", KeyType: "RANGE" },
  ],
  GlobalSecondaryIndexes: (
    [
      ["next-check-index", "check_bucket", "next_check_at", "KEYS_ONLY"],
      ["retention-index", "retention_bucket", "retention_check_at", "KEYS_ONLY"],
      ["company-sms-number-recipient-tel-index", "gsi_company_sms_number", "gsi_recipient_tel", "ALL"],
    ] as const
  ).map(([IndexName, hash, range, ProjectionType]) => ({
    IndexName,
    KeySchema: [
      { AttributeName: hash, KeyType: "HASH" },
      { AttributeName: range, KeyType: "RANGE" },
    ],
    Projection: { ProjectionType },
  })),
});

export type ConversationsTable = Awaited<ReturnType<typeof startConversationsTable>>;

/** A fresh table on the local DynamoDB, with the real client. */
export const startConversationsTable = async () => {
  const server = await startDynamo({ accessKey });
  const client = dynamoAt(server.url);
  await client.send(createTable);
  await untilActive(client, TABLE);
  let losing = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      if (losing === 0) return result;
      losing -= 1;
      throw Object.assign(new Error("the answer was lost"), { name: "TimeoutError" });
    },
    { step: "deserialize", priority: "high" },
  );
  /** Has the answers of the next requests get lost after they were worked on; the SDK tries again by itself. */
  const loseNext = (answers: number) => {
    losing = answers;
  };
  const stop = async () => {
    client.destroy();
    await server.stop();
  };
  return { client, loseNext, stop };
};
