import { setTimeout } from "node:timers/promises";
import { type AttributeValue, type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { pipe } from "fp-ts/function";
import * as R from "fp-ts/ReadonlyRecord";
import { type Channel, channels } from "../../../runtime/request/request";
import { embeddedMetrics } from "../../aws/cloudwatch/embedded-metrics";
import { parseLine } from "../../aws/cloudwatch/filter-pattern";
import type { Ready } from "../../engine/run/ready";
import { dynamoClient } from "../../engine/run/services";
import type { Providers } from "../../providers/start-providers";
import { startQuietEngine } from "../sample/quiet-engine";
import { postRequest, type SoakRequest, soakRequest } from "../sample/soak-request";
import { startMeteredDynamo } from "./metered-dynamo";

/** What conversations on one channel took, or answers to them, each on average. */
export type PerMessage = {
  readonly apiRequests: number;
  readonly writes: number;
  readonly writeUnits: number;
  readonly reads: number;
  readonly logBytes: number;
  /** In the tables and their indexes, for as long as it is kept. */
  readonly keptBytes: number;
};

type Measured = {
  readonly conversations: Readonly<Record<Channel, PerMessage>>;
  readonly answers: Readonly<Record<Channel, PerMessage>>;
  /** Metrics that the functions have published, each with its dimensions counted by itself, as CloudWatch does. */
  readonly ownMetrics: number;
};

const lastWord: Readonly<Record<Channel, string>> = { whatsapp: "read", sms: "delivered", email: "delivered" };

const LOOK_EVERY_MS = 25;
const MOST_MS = 20_000;
const SETTLES_MS = 100;

type Item = Readonly<Record<string, AttributeValue>>;

/** Waits until a recipient's items have what is awaited. */
const untilThere = async (
  dynamo: DynamoDBClient,
  { tables }: Ready,
  recipient: string,
  isAwaited: (item: Item) => boolean,
) => {
  const query = new QueryCommand({
    TableName: tables.conversations,
    KeyConditionExpression: "primary_channel = :recipient",
    ExpressionAttributeValues: { ":recipient": { S: recipient } },
    ConsistentRead: true,
  });
  for (const end = performance.now() + MOST_MS; performance.now() < end; await setTimeout(LOOK_EVERY_MS)) {
    const { Items = [] } = await dynamo.send(query);
    if (Items.some(isAwaited)) return;
  }
  throw new Error(`nothing of what is awaited within ${MOST_MS} ms`);
};

/** A person writes back, to where the last message came from, or where a mail asks for answers. */
const answerFrom = async ({ twilio, sendgrid, ledger }: Providers, recipient: string): Promise<void> => {
  const sent = ledger.sends(recipient).at(-1);
  if (sent === undefined) throw new Error("nothing was sent that could be answered");
  const text = "Yes, I have one. When can I start?";
  const posted =
    sent.kind === "email"
      ? sendgrid.receive({ from: recipient, to: sent.replyTo ?? sent.from, subject: `Re: ${sent.subject}`, text })
      : twilio.receive({ from: sent.to, to: sent.from, content: { kind: "text", text } }).posted;
  const result = await posted;
  if (result.kind === "lost" || result.status !== 200) throw new Error("the answer was not taken");
};

// The sweeper's own reads are a fixed cost, not one per conversation.
const config = { logLevel: "INFO", sweepSeconds: 3600 };

/** Sends `count` conversations per channel through the running program, one after the other and with all their receipts, then an answer to each. */
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
  ).catch(async (error) => {
    await metered.stop();
    throw error;
  });
  const { ready } = engine;
  const dynamo = dynamoClient(ready, ready.endpoints.dynamodb);
  const now = (): PerMessage => ({
    ...seen,
    writes: metered.writes(),
    writeUnits: metered.writeUnits(),
    reads: metered.reads(),
    keptBytes: metered.keptBytes(),
  });

  const requestOf = (channel: Channel, number: number): SoakRequest =>
    soakRequest(ready.apiKeys, 1, number * channels.length + channels.indexOf(channel));
  const acts = {
    conversation: async (channel: Channel, number: number): Promise<void> => {
      const request = requestOf(channel, number);
      await postRequest(ready.apiUrl, request);
      const isDelivered = ({ delivery_status }: Item) => delivery_status?.S === lastWord[channel];
      await untilThere(dynamo, ready, request.recipient, isDelivered);
    },
    answer: async (channel: Channel, number: number): Promise<void> => {
      const { recipient } = requestOf(channel, number);
      await answerFrom(engine.providers, recipient);
      await untilThere(dynamo, ready, recipient, ({ kind }) => kind?.S === "received");
      // The write is there before it is counted, and the function that made it has its line to write.
      await setTimeout(SETTLES_MS);
    },
  };
  const measure = async (act: keyof typeof acts, channel: Channel): Promise<PerMessage> => {
    // The first one finds cold functions, which log and read more.
    await acts[act](channel, 0);
    const before = now();
    for (let number = 1; number <= count; number += 1) {
      await acts[act](channel, number);
      progress(`${channel} ${act} ${number} of ${count}`);
    }
    return pipe(
      now(),
      R.mapWithIndex((what, after) => (after - before[what]) / count),
    );
  };
  const ofEach = async (act: keyof typeof acts): Promise<Readonly<Record<Channel, PerMessage>>> => ({
    whatsapp: await measure(act, "whatsapp"),
    sms: await measure(act, "sms"),
    email: await measure(act, "email"),
  });

  try {
    await metered.passTo(dynamo, ready.endpoints.dynamodb, [ready.tables.company, ready.tables.conversations]);
    return {
      conversations: await ofEach("conversation"),
      answers: await ofEach("answer"),
      ownMetrics: metrics.size,
    };
  } finally {
    dynamo.destroy();
    await engine.stop();
    await metered.stop();
  }
};
