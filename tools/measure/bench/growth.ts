import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { type AttributeValue, BatchWriteItemCommand, type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { channels } from "../../../runtime/request/request";
import type { Ready } from "../../engine/run/ready";
import { dynamoClient } from "../../engine/run/services";
import { startQuietEngine } from "../sample/quiet-engine";
import { postRequest, type SoakRequest, soakRequest } from "../sample/soak-request";
import { ratios, type Section, shown, spreadOf } from "./report";

type Counts = { readonly conversations: number; readonly projects: number };
type Item = Readonly<Record<string, AttributeValue>>;

/** The copy of an item in which other texts stand for some. */
const copied = (item: Item, texts: readonly (readonly [from: string | undefined, to: string])[]): Item =>
  JSON.parse(texts.reduce((json, [from = "", to]) => json.replaceAll(from, to), JSON.stringify(item)));

const itemIn = async (client: DynamoDBClient, TableName: string, having: string): Promise<Item> => {
  const { Items = [] } = await client.send(
    new ScanCommand({ TableName, FilterExpression: `attribute_exists(${having})`, ConsistentRead: true }),
  );
  const [item] = Items;
  if (item === undefined) throw new Error(`nothing in ${TableName}`);
  return item;
};

/** The most that one call takes. */
const BATCH = 25;

const write = async (
  client: DynamoDBClient,
  table: string,
  count: number,
  itemOf: (index: number) => Item,
  progress: (written: number) => void = () => undefined,
): Promise<void> => {
  for (let from = 0; from < count; from += BATCH) {
    const size = Math.min(BATCH, count - from);
    const batch = Array.from({ length: size }, (_, at) => ({ PutRequest: { Item: itemOf(from + at) } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: batch } }));
    progress(from + size);
  }
};

/** Writes copies of a conversation that is over, and of a project, by batches. */
const fillTables = async (ready: Ready, counts: Counts, progress: (written: number) => void): Promise<void> => {
  const { tables } = ready;
  const client = dynamoClient(ready, ready.endpoints.dynamodb);
  const sent = await itemIn(client, tables.conversations, "send_state");
  const conversation = (index: number): Item =>
    copied(sent, [
      [sent.primary_channel?.S, `+44740${1_000_000 + index}`],
      [sent.request_id?.S, randomUUID()],
    ]);
  await write(client, tables.conversations, counts.conversations, conversation, progress);
  const company = await itemIn(client, tables.company, "company_id");
  const project = (index: number): Item => copied(company, [[company.company_id?.S, `ci-filled-${index}`]]);
  await write(client, tables.company, counts.projects, project);
  client.destroy();
};

const LOOK_EVERY_MS = 500;
const LOOKS = 4;

/** The last receipts are still to be recorded when the last message has arrived. */
const untilSilent = async (pending: () => number): Promise<void> => {
  for (let silent = 0; silent < LOOKS; await setTimeout(LOOK_EVERY_MS)) silent = pending() === 0 ? silent + 1 : 0;
};

let numbers = 0;

/** An engine of its own whose tables hold that much already. */
const startFilledEngine = async (counts: Counts, progress: (written: number) => void) => {
  let onMessage = (): void => undefined;
  const { ready, providers, stop } = await startQuietEngine(
    { logLevel: "WARN", sweepSeconds: 60 },
    { onLedgerEntry: ({ kind }) => void (channels.some((channel) => channel === kind) && onMessage()) },
  );
  const silence = () => untilSilent(() => providers.twilio.receiptsPending() + providers.sendgrid.eventsPending());

  const arrive = async (requests: readonly SoakRequest[]): Promise<void> => {
    let missing = requests.length;
    const all = new Promise<void>((resolve) => {
      onMessage = () => {
        missing -= 1;
        if (missing === 0) resolve();
      };
    });
    await Promise.all(requests.map((request) => postRequest(ready.apiUrl, request)));
    await all;
  };

  await arrive([soakRequest(ready.apiKeys, Date.now(), 0)]);
  await silence();
  await fillTables(ready, counts, progress);
  return {
    /** Milliseconds per conversation, from the first post to the last message at its carrier; so many posts at once. */
    conversations: async (count: number): Promise<number> => {
      const requests = Array.from({ length: count }, () => {
        numbers += 1;
        return soakRequest(ready.apiKeys, Date.now(), numbers);
      });
      const start = performance.now();
      await arrive(requests);
      return (performance.now() - start) / count;
    },
    stop: async (): Promise<void> => {
      await silence();
      await stop();
    },
  };
};

const few = { conversations: 1_000, projects: 10 };
const many = { conversations: 30_000, projects: 1_000 };
const AT_ONCE = 12;
const MEGABYTE = 1e6;

const text = (count: number): string => count.toLocaleString("en");

/** Time per conversation with little and with much in the tables: two engines at the same time, asked in turn. */
export const growth = async (rounds: number, progress: (text: string) => void): Promise<Section> => {
  const small = await startFilledEngine(few, () => progress("growth: filling"));
  const before = process.memoryUsage.rss();
  const large = await startFilledEngine(many, (written) =>
    progress(`growth: ${text(written)} of ${text(many.conversations)} filled in`),
  );
  try {
    const memory = (process.memoryUsage.rss() - before) / MEGABYTE;
    const times: { few: number[]; many: number[] } = { few: [], many: [] };
    for (const engine of [small, large]) for (let warm = 0; warm < 2; warm += 1) await engine.conversations(AT_ONCE);
    for (let round = 1; round <= rounds; round += 1) {
      progress(`growth: round ${round} of ${rounds}`);
      const order = round % 2 === 0 ? (["few", "many"] as const) : (["many", "few"] as const);
      for (const which of order) times[which].push(await (which === "few" ? small : large).conversations(AT_ONCE));
    }
    const ratio = ratios(times.many, times.few);
    const row = (what: typeof few, values: readonly number[], ratioText: string): readonly string[] => [
      text(what.conversations),
      text(what.projects),
      shown(spreadOf(values), 1),
      ratioText,
    ];
    return {
      title: "Growth",
      method:
        `Two local engines in one process, their tables filled by batch writes, asked in turn: ${AT_ONCE} requests at once over HTTP, until the last message is with ` +
        `its carrier; ${rounds} rounds. The engine with more in it took ${memory.toFixed(0)} MB more memory (everything is kept in memory).`,
      columns: ["conversations in the table", "projects", "ms per conversation", "ratio, round by round"],
      rows: [row(few, times.few, "1"), row(many, times.many, shown(ratio))],
      limits: [{ what: "time per conversation, 30,000 / 1,000", value: ratio.median, bound: { most: 1.1 } }],
    };
  } finally {
    await small.stop();
    await large.stop();
  }
};
