import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { fromAttributes } from "../../runtime/adapters/attribute-value";

export type SoakConversation = {
  readonly requestId: string;
  readonly conversationId: string;
  readonly recipient: string;
  readonly channel: string;
  readonly sendState: string;
  readonly status: string;
};

/** Every conversation's outcome; request guards are left out. */
export const readConversations = async (
  client: DynamoDBClient,
  TableName: string,
): Promise<readonly SoakConversation[]> => {
  const found: SoakConversation[] = [];
  const pages = paginateScan(
    { client },
    {
      TableName,
      ConsistentRead: true,
      FilterExpression: "attribute_exists(send_state)",
      ProjectionExpression:
        "primary_channel, conversation_id, request_id, channel_method, send_state, conversation_status",
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items.map(fromAttributes)) {
      found.push({
        requestId: String(item.request_id),
        conversationId: String(item.conversation_id),
        recipient: String(item.primary_channel),
        channel: String(item.channel_method),
        sendState: String(item.send_state),
        status: String(item.conversation_status),
      });
    }
  }
  return found;
};
