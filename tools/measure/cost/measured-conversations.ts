import { setTimeout } from "node:timers/promises";
import { type AttributeValue, type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { pipe } from "fp-ts/function";
import * as R from "fp-ts/ReadonlyRecord";
import { createClient, type Ids } from "../../../clients/typescript/src/index";
import { type Channel, channels } from "../../../runtime/request/request";
import { embeddedMetrics } from "../../aws/cloudwatch/embedded-metrics";
import { parseLine } from "../../aws/cloudwatch/filter-pattern";
import type { Ready } from "../../engine/run/ready";
import { dynamoClient } from "../../engine/run/services";
import type { Engine } from "../../engine/run/start-engine";
import type { LedgerEntry } from "../../providers/ledger/ledger-entry";
import type { Providers } from "../../providers/start-providers";
import { startQuietEngine } from "../sample/quiet-engine";
import { postRequest, type SoakRequest, soakRequest } from "../sample/soak-request";
import { told, toldProjects } from "../sample/told-projects";
import { assumed, type Called } from "./functions";
import { startMeteredDynamo } from "./metered-dynamo";

/** What one act took on average: units as they are billed, and how often each function was called. */
export type PerAct = Readonly<
  Record<
    | "apiRequests"
    | "writes"
    | "writeUnits"
    | "reads"
    | "logBytes"
    /** In the tables and their indexes, for as long as it is kept. */
    | "keptBytes"
    | Called,
    number
  >
>;

type OnEach = Readonly<Record<Channel, PerAct>>;

type Measured = {
  readonly conversations: OnEach;
  /** The same of a project that has a webhook. */
  readonly told: OnEach;
  readonly answers: OnEach;
  readonly questions: Readonly<Record<"status" | "cancel", PerAct>>;
  /** Metrics that the functions have published, each with its dimensions counted by itself, as CloudWatch does. */
  readonly ownMetrics: number;
};

const lastWord: Readonly<Record<Channel, string>> = { whatsapp: "read", sms: "delivered", email: "delivered" };

const LOOK_EVERY_MS = 25;
const MOST_MS = 20_000;
const SETTLES_MS = 300;
/** Numbers of requests that no conversation without a webhook has. */
const FAR = 30_000;

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

/** The company's endpoint has the last of a request's events. */
const untilTold = async ({ ledger }: Providers, requestId: string, type: string): Promise<void> => {
  const isIt = (entry: LedgerEntry) =>
    entry.kind === "event" && entry.type === type && entry.data.request_id === requestId;
  for (const end = performance.now() + MOST_MS; performance.now() < end; await setTimeout(LOOK_EVERY_MS))
    if (ledger.entries().some(isIt)) return;
  throw new Error(`no ${type} at the company within ${MOST_MS} ms`);
};

// The sweeper's own reads are a fixed cost, not one per conversation.
const config = () => ({ logLevel: "INFO", sweepSeconds: 3600, projects: toldProjects() });

const HOUR_MS = 3_600_000;

/** How often each function was called, by the metrics that Lambda keeps of it. */
const calls = ({ services: { cloudWatch } }: Engine): Readonly<Record<Called, number>> => {
  const listed = cloudWatch.listMetrics();
  const sum = (metric: (typeof listed)[number]): number =>
    cloudWatch
      .metrics({ ...metric, statistic: "Sum", periodSeconds: 3_600, from: 0, to: Date.now() + HOUR_MS })
      .reduce((total, { value }) => total + value, 0);
  const invocations = listed.filter(({ namespace, name }) => namespace === "AWS/Lambda" && name === "Invocations");
  const of = (called: Called): number =>
    invocations
      .filter(({ dimensions }) => dimensions.FunctionName?.includes(`-${called}-`))
      .reduce((total, metric) => total + sum(metric), 0);
  return R.mapWithIndex(of)(assumed);
};

/** Sends `count` conversations of each kind through the running program, one after the other and with all that comes of them, then answers and questions to them. */
export const measuredConversations = async (count: number, progress: (text: string) => void): Promise<Measured> => {
  const metered = await startMeteredDynamo();
  const seen = { logBytes: 0, apiRequests: 0 };
  const heardLine = (line: string): void => {
    seen.logBytes += Buffer.byteLength(line);
  };
  const metrics = new Set<string>();
  const engine = await startQuietEngine(
    config(),
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
  const { ready, providers } = engine;
  const dynamo = dynamoClient(ready, ready.endpoints.dynamodb);
  const now = (): PerAct => ({
    ...seen,
    ...calls(engine),
    writes: metered.writes(),
    writeUnits: metered.writeUnits(),
    reads: metered.reads(),
    keptBytes: metered.keptBytes(),
  });

  const keys = { conversation: (id: string) => id !== told.company_id, told: (id: string) => id === told.company_id };
  const requestOf = (kind: keyof typeof keys, channel: Channel, number: number): SoakRequest =>
    soakRequest(
      ready.apiKeys.filter(({ company_id }) => keys[kind](company_id)),
      kind === "told" ? 2 : 1,
      (kind === "told" ? FAR : 0) + number * channels.length + channels.indexOf(channel),
    );
  const idsOf = ({ id, key: { company_id, project_id } }: SoakRequest): Ids => ({
    company_id,
    project_id,
    request_id: id,
  });
  const clientOf = ({ key }: SoakRequest) => createClient({ baseUrl: ready.apiUrl, apiKey: key.value });
  const granted = ({ ok }: { readonly ok: boolean }): void => {
    if (!ok) throw new Error("a question was refused");
  };

  const deliver = async (request: SoakRequest): Promise<void> => {
    await postRequest(ready.apiUrl, request);
    const isDelivered = ({ delivery_status }: Item) => delivery_status?.S === lastWord[request.channel];
    await untilThere(dynamo, ready, request.recipient, isDelivered);
  };
  const acts = {
    conversation: (channel: Channel, number: number) => deliver(requestOf("conversation", channel, number)),
    told: async (channel: Channel, number: number) => {
      const request = requestOf("told", channel, number);
      await deliver(request);
      await untilTold(providers, request.id, `message.${lastWord[channel]}`);
    },
    answer: async (channel: Channel, number: number) => {
      const { recipient } = requestOf("conversation", channel, number);
      await answerFrom(providers, recipient);
      await untilThere(dynamo, ready, recipient, ({ kind }) => kind?.S === "received");
    },
    status: async (channel: Channel, number: number) => {
      const request = requestOf("conversation", channel, number);
      granted(await clientOf(request).status(idsOf(request)));
    },
    cancel: async (channel: Channel, number: number) => {
      const request = requestOf("conversation", channel, FAR + number);
      granted(await clientOf(request).cancel(idsOf(request)));
    },
  };
  const measure = async (act: keyof typeof acts, channel: Channel): Promise<PerAct> => {
    // The first one finds cold functions, which log and read more.
    await acts[act](channel, 0);
    await setTimeout(SETTLES_MS);
    const before = now();
    for (let number = 1; number <= count; number += 1) {
      await acts[act](channel, number);
      progress(`${channel} ${act} ${number} of ${count}`);
    }
    // The write is there before it is counted, and the function that made it has its line to write.
    await setTimeout(SETTLES_MS);
    return pipe(
      now(),
      R.mapWithIndex((what, after) => (after - before[what]) / count),
    );
  };
  const ofEach = async (act: keyof typeof acts): Promise<OnEach> => ({
    whatsapp: await measure(act, "whatsapp"),
    sms: await measure(act, "sms"),
    email: await measure(act, "email"),
  });

  try {
    await metered.passTo(dynamo, ready.endpoints.dynamodb, [ready.tables.company, ready.tables.conversations]);
    return {
      conversations: await ofEach("conversation"),
      told: await ofEach("told"),
      answers: await ofEach("answer"),
      questions: { status: await measure("status", "sms"), cancel: await measure("cancel", "sms") },
      ownMetrics: metrics.size,
    };
  } finally {
    dynamo.destroy();
    await engine.stop();
    await metered.stop();
  }
};
