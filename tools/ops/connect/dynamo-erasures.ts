import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  paginateQuery,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import { fromAttributes } from "../../../runtime/adapters/dynamo-items";
import type { JsonObject } from "../../../runtime/codec/json";
import { guardKeyOf } from "../../../runtime/conversation/request-guard";
import type { Erasures, Tenant } from "./ops-env";

/** The reading and removing of an erasure over DynamoDB. */
export const dynamoErasures = (client: DynamoDBClient, TableName: string): Erasures => {
  const pagesOf = (recipient: string, tenant: Tenant | undefined) => {
    const named = {
      TableName,
      ConsistentRead: true,
      FilterExpression: "#winner.primary_channel = :recipient",
      ExpressionAttributeNames: { "#winner": "winner" },
    };
    const values = { ":recipient": { S: recipient } };
    if (tenant === undefined) return paginateScan({ client }, { ...named, ExpressionAttributeValues: values });
    const { primary_channel } = guardKeyOf(tenant.companyId, tenant.projectId, "");
    return paginateQuery(
      { client },
      {
        ...named,
        KeyConditionExpression: "primary_channel = :project",
        ExpressionAttributeValues: { ...values, ":project": { S: primary_channel } },
      },
    );
  };

  return {
    guardsOf: async (recipient, tenant) => {
      const guards: JsonObject[] = [];
      for await (const { Items = [] } of pagesOf(recipient, tenant)) guards.push(...Items.map(fromAttributes));
      return guards;
    },
    removeErased: async ({ primary_channel, conversation_id }, erasedAt) => {
      try {
        await client.send(
          new DeleteItemCommand({
            TableName,
            Key: { primary_channel: { S: primary_channel }, conversation_id: { S: conversation_id } },
            ConditionExpression: "attribute_not_exists(conversation_id) OR erased_at = :at",
            ExpressionAttributeValues: { ":at": { S: erasedAt } },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        throw new Error("a record that was erased has been written again: run the command again");
      }
    },
  };
};
