import { setTimeout } from "node:timers/promises";
import { type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { pipe } from "fp-ts/function";
import * as R from "fp-ts/ReadonlyRecord";
import { type Channel, channels } from "../../../runtime/request/request";
import { embeddedMetrics } from "../../aws/cloudwatch/embedded-metrics";
import { parseLine } from "../../aws/cloudwatch/filter-pattern";
import type { Ready } from "../../engine/run/ready";
import { dynamoClient } from "../../engine/run/services";
import { startQuietEngine } from "../sample/quiet-engine";
import { postRequest, type SoakRequest, soakRequest } from "../sample/soak-request";
import { startMeteredDynamo } from "./metered-dynamo";

/** What conversations on one channel took, each on average. */
export type PerConversation = {
  readonly apiRequests: number;
  readonly writes: number;
  readonly writeUnits: number;
  readonly reads: number;
  readonly logBytes: number;
  /** In the tables and their indexes, for as long as it is kept. */
  readonly keptBytes: number;
};

type Measured = {
  readonly conversations: Readonly<Record<Channel, PerConversation>>;
  /** Metrics that the functions have published, each with its dimensions counted by itself, as CloudWatch does. */
  readonly ownMetrics: number;
};

const lastWord: Readonly<Record<Channel, string>> = { whatsapp: "read", sms: "delivered", email: "delivered" };

const LOOK_EVERY_MS = 25;
const MOST_MS = 20_000;

const untilDelivered = async (dynamo: DynamoDBClient, { tables }: Ready, { channel, recipient }: SoakRequest) => {
  const query = new QueryCommand({
    TableName: tables.conversations,
    KeyConditionExpression: "primary_channel = :recipient",
    ExpressionAttributeValues: { ":recipient": { S: recipient } },
    ConsistentRead: true,
  });
  for (const end = performance.now() + MOST_MS; performance.now() < end; await setTimeout(LOOK_EVERY_MS)) {
    const { Items = [] } = await dynamo.send(query);
    if (Items.some(({ delivery_status }) => delivery_status?.S === lastWord[channel])) return;
  }
  throw new Error(`no last receipt of ${channel} within ${MOST_MS} ms`);
};

// The sweeper's own reads are a fixed cost, not one per conversation.
const config = { logLevel: "INFO", sweepSeconds: 3600 };

/** Sends `count` conversations per channel through the running program, one after the other and with all their receipts. */
export const measuredConversations = async (count: number, progress: (text: string) => void): Promise<Measured> => {
  const metered = await startMeteredDynamo();
  const seen = { logBytes: 0, apiRequests: 0 };
  const heardLine = (line: string): void => {
    seen.logBytes += Buffer.byteLength(line);
  };
  const metrics = new Set<string>();
  const engine = await startQuietEngine(
    config,
    {
      onLogLine: ({ line }) => {
        heardLine(line);
        for (const { name, dimensions } of embeddedMetrics(parseLine(line), 0))
          metrics.add(`${name} ${JSON.stringify(dimensions)}`);
      },
      onAccess: () => {
        seen.apiRequests += 1;
      },
      onAccessLog: heardLine,
      warn: progress,
    },
    [`--env=AWS_ENDPOINT_URL_DYNAMODB=${metered.url}`],
  );
  const { ready } = engine;
  const dynamo = dynamoClient(ready, ready.endpoints.dynamodb);
  const now = (): PerConversation => ({
    ...seen,
    writes: metered.writes(),
    writeUnits: metered.writeUnits(),
    reads: metered.reads(),
    keptBytes: metered.keptBytes(),
  });

  const measure = async (channel: Channel): Promise<PerConversation> => {
    const send = async (number: number): Promise<void> => {
      const request = soakRequest(ready.apiKeys, 1, number * channels.length + channels.indexOf(channel));
      await postRequest(ready.apiUrl, request);
      await untilDelivered(dynamo, ready, request);
    };
    // The first one finds cold functions, which log and read more.
    await send(0);
    const before = now();
    for (let number = 1; number <= count; number += 1) {
      await send(number);
      progress(`${channel} ${number} of ${count}`);
    }
    return pipe(
      now(),
      R.mapWithIndex((what, after) => (after - before[what]) / count),
    );
  };

  try {
    await metered.passTo(dynamo, ready.endpoints.dynamodb, [ready.tables.company, ready.tables.conversations]);
    const conversations = {
      whatsapp: await measure("whatsapp"),
      sms: await measure("sms"),
      email: await measure("email"),
    };
    return { conversations, ownMetrics: metrics.size };
  } finally {
    dynamo.destroy();
    await engine.stop();
    await metered.stop();
  }
};
