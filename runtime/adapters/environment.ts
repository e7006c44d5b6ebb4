import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr } from "../codec/json";
import { type Channel, channels } from "../request/request";
import { NonEmptyText } from "../request/text";

/** Decodes a function's environment variables once, as it starts; throws with the names of those that are missing. */
export const readEnvironment = <K extends string>(...names: readonly K[]): Readonly<Record<K, string>> =>
  pipe(
    process.env,
    decodeOr(t.type(Object.fromEntries(names.map((name) => [name, NonEmptyText]))), (places) => places),
    E.match(
      (places) => {
        throw new Error(`environment variables: ${places}`);
      },
      (environment) => environment as Readonly<Record<K, string>>,
    ),
  );

export type QueueUrls = Readonly<Partial<Record<Channel, string>>>;

/** The channels' queues by the function's environment: `WHATSAPP_QUEUE_URL` and so on. One that is missing is found out by its first message. */
export const readQueueUrls = (): QueueUrls =>
  Object.fromEntries(
    channels
      .map((channel) => [channel, process.env[`${channel.toUpperCase()}_QUEUE_URL`] ?? ""] as const)
      .filter(([, url]) => url !== ""),
  );

/** Milliseconds. The SDK by itself waits for ever; with its retries a call is over within about ten seconds. */
const limits = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

export const dynamoClient = (): DynamoDBClient => new DynamoDBClient(limits);
export const secretsClient = (): SecretsManagerClient => new SecretsManagerClient(limits);

/** The client would otherwise send to the host of the queue's URL, past a configured endpoint. */
export const sqsClient = (): SQSClient => new SQSClient({ ...limits, useQueueUrlAsEndpoint: false });
