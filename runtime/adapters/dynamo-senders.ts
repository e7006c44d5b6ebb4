import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as E from "fp-ts/Either";
import { flow } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { decodeSender } from "../conversation/sender";
import type { Log } from "../log/log";
import type { Senders } from "../ports/senders";
import { itemStore } from "./dynamo-item-store";

/** Our senders, and what people wrote to them, in the conversations table. */
export const dynamoSenders = (client: DynamoDBClient, tableName: string, log: Log): Senders => {
  const { readItem } = itemStore(client, tableName, log);
  return {
    read: flow(readItem, TE.chainEitherKW(O.traverse(E.Applicative)(decodeSender))),
    hasReceived: flow(readItem, TE.map(O.isSome)),
  };
};
