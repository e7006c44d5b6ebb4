import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as E from "fp-ts/Either";
import { flow } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { decodeConsent } from "../conversation/consent";
import type { Log } from "../log/log";
import type { Consents } from "../ports/consents";
import { itemStore } from "./dynamo-item-store";

/** The consent items in DynamoDB. */
export const dynamoConsents = (client: DynamoDBClient, tableName: string, log: Log): Consents => {
  const { readItem, ...store } = itemStore(client, tableName, log);
  return { ...store, read: flow(readItem, TE.chainEitherKW(O.traverse(E.Applicative)(decodeConsent))) };
};
