import { Command, Option } from "@commander-js/extra-typings";
import { chunksOf } from "fp-ts/ReadonlyArray";
import type { JsonObject } from "../../../runtime/codec/json";
import type { ConversationKey } from "../../../runtime/conversation/conversation";
import type { Message } from "../../../runtime/conversation/message";
import { wholeNumber } from "../../command-line";
import { answered, type OnStack } from "../cli/answer";
import { table } from "../cli/terminal";
import type { Found, OpsEnv } from "../connect/ops-env";
import { type QueueName, queueNames } from "../connect/queue-names";
import { diagnosisOf } from "./diagnosis";
import { findUnclaimed } from "./unclaimed";

type StuckOptions = {
  /** Reads the sweeper's index only, where all stands that is not final. */
  readonly quick: boolean;
  /** Lists what has failed for good, too. */
  readonly failed: boolean;
};

/** Records read side by side. */
const AT_ONCE = 25;

const nothing: Found<ConversationKey> = { items: [], requests: 0, readUnits: 0 };

const distinct = (keys: readonly ConversationKey[]): readonly ConversationKey[] => [
  ...new Map(keys.map((key) => [JSON.stringify([key.primary_channel, key.conversation_id]), key])).values(),
];

/** The records of these keys, as far as they are there. */
export const readRecords = async (
  { lookups }: Pick<OpsEnv, "lookups">,
  keys: readonly ConversationKey[],
): Promise<readonly JsonObject[]> => {
  const found: (JsonObject | undefined)[] = [];
  for (const some of chunksOf(AT_ONCE)(keys)) found.push(...(await Promise.all(some.map(lookups.record))));
  return found.filter((record) => record !== undefined);
};

const stuckOf = (record: JsonObject, now: Date) => {
  const since = Date.parse(String(record.accepted_at ?? record.created_at));
  return {
    conversation_id: String(record.conversation_id),
    channel: String(record.channel_method),
    send_state: String(record.send_state),
    status: String(record.conversation_status),
    /** Since the request was accepted. */
    age_seconds: Number.isNaN(since) ? null : Math.round((now.getTime() - since) / 1000),
    ...diagnosisOf(record, now),
  };
};
type StuckConversation = Readonly<ReturnType<typeof stuckOf>>;

const unclaimedRow = ({ conversationId, request, acceptedAt }: Message, now: Date): StuckConversation => ({
  conversation_id: conversationId,
  channel: request.channel,
  send_state: "none",
  status: "none",
  age_seconds: Math.round((now.getTime() - Date.parse(acceptedAt)) / 1000),
  needs: "redrive",
  why: "it has no record: no worker could claim it; its message is among the dead letters",
});

const order = ["settle", "redrive", "time", "nothing"];

const byNeed = (one: StuckConversation, other: StuckConversation): number =>
  order.indexOf(one.needs) - order.indexOf(other.needs) || (other.age_seconds ?? 0) - (one.age_seconds ?? 0);

/** What lies in each dead-letter queue. */
export const countLetters = async ({
  deadLetters,
}: Pick<OpsEnv, "deadLetters">): Promise<Readonly<Record<QueueName, number>>> => {
  const counted = await Promise.all(queueNames.map(async (name) => [name, await deadLetters[name].count()] as const));
  return { whatsapp: 0, sms: 0, email: 0, replies: 0, events: 0, ...Object.fromEntries(counted) };
};

/** Every conversation that is not final, why, and what moves it on; and what lies in the dead-letter queues. */
export const findStuck = async (env: OpsEnv, { quick, failed }: StuckOptions) => {
  const open = await env.lookups.open();
  const unsent = quick ? nothing : await env.lookups.unsent();
  const records = await readRecords(env, distinct([...open.items, ...unsent.items]));
  const unclaimed = quick ? [] : await findUnclaimed(env);
  const now = env.clock.now();
  const found = records.map((record) => stuckOf(record, now)).filter(({ send_state }) => send_state !== "sent");
  const final = found.filter(({ send_state }) => send_state === "failed");
  return {
    stack: env.stack,
    conversations: [
      ...(failed ? found : found.filter(({ send_state }) => send_state !== "failed")),
      ...unclaimed.flatMap(({ messages }) => messages.map((message) => unclaimedRow(message, now))),
    ].sort(byNeed),
    /** Conversations that have failed for good, listed only where that was asked for. */
    failed_for_good: quick ? null : final.length,
    dead_letters: await countLetters(env),
    cost: {
      index_entries: open.items.length,
      index_queries: open.requests,
      scan_requests: unsent.requests,
      records_read: records.length,
      letters_read: unclaimed.reduce((sum, { seen }) => sum + seen, 0),
      index_read_units: open.readUnits + unsent.readUnits,
    },
  };
};

export type Stuck = Awaited<ReturnType<typeof findStuck>>;

const units = [
  { name: "d", seconds: 86_400 },
  { name: "h", seconds: 3_600 },
  { name: "min", seconds: 60 },
] as const;

/** A time span in its largest whole unit. */
const ageText = (seconds: number): string => {
  const unit = units.find((one) => seconds >= one.seconds);
  return unit === undefined ? `${seconds} s` : `${Math.floor(seconds / unit.seconds)} ${unit.name}`;
};

const rowOf = (one: StuckConversation): readonly string[] => [
  one.needs,
  one.channel,
  one.send_state,
  one.status,
  one.age_seconds === null ? "?" : ageText(one.age_seconds),
  one.conversation_id,
  one.why,
];

const header = ["NEEDS", "CHANNEL", "STATE", "STATUS", "AGE", "CONVERSATION", "WHY"];

const costText = ({ cost, failed_for_good }: Stuck): string => {
  const index = `Read ${cost.index_entries} entries of next-check-index (${cost.index_queries} queries)`;
  const scan =
    failed_for_good === null
      ? "and, with --quick, not the status index: what has failed for good is not counted"
      : `and all of conversation-status-index, keys only (${cost.scan_requests} requests)`;
  return `${index} ${scan}: ${cost.index_read_units} read units; then ${cost.records_read} records, and ${cost.letters_read} dead letters.`;
};

const headline = ({ conversations, stack, dead_letters, failed_for_good }: Stuck): string => {
  const open = conversations.filter(({ send_state }) => send_state !== "failed").length;
  const isQuick = failed_for_good === null;
  if (open === 0 && Object.values(dead_letters).some((count) => count > 0)) {
    const perhaps = isQuick ? ", perhaps of requests that have no record (--quick does not look)" : "";
    return `No conversation in ${stack} is open, but there are dead letters${perhaps}: redrive --dry-run says what they are.`;
  }
  if (open === 0) {
    return isQuick
      ? `Nothing in the index of ${stack} is open.`
      : `Nothing is stuck in ${stack}: every conversation is final.`;
  }
  return `${open === 1 ? "1 conversation" : `${open} conversations`} in ${stack} ${open === 1 ? "is" : "are"} not final:`;
};

/** What is stuck, for a person. `most` rows are shown. */
export const stuckText = (stuck: Stuck, most: number, columns?: number): string => {
  const { conversations, dead_letters, failed_for_good } = stuck;
  const hidden = conversations.length - most;
  return [
    headline(stuck),
    ...(conversations.length === 0 ? [] : ["", table(header, conversations.slice(0, most).map(rowOf), columns), ""]),
    ...(hidden > 0 ? [`… and ${hidden} more; --limit shows more rows, --json all of them.`] : []),
    `Dead letters: ${queueNames.map((name) => `${name} ${dead_letters[name]}`).join(", ")}.`,
    ...(failed_for_good ? [`Failed for good, and therefore final: ${failed_for_good} (--failed lists them).`] : []),
    costText(stuck),
  ].join("\n");
};

const MOST_ROWS = 50;

export const stuckCommand = (onStack: OnStack) =>
  new Command("stuck")
    .description("lists the conversations that are not final: who moves each on (NEEDS), and why")
    .option(
      "--quick",
      "reads the sweeper's index only, where all stands that is not final: cheap at any size; without it the status index is read in full too, keys only (about 0.02 read units per conversation stored), which counts what has failed for good, and the dead letters are looked at, which hides them for a moment",
      false,
    )
    .addOption(new Option("--failed", "lists what has failed for good, too").default(false).conflicts("quick"))
    .option("--limit <n>", "shows at most N rows", wholeNumber(1), MOST_ROWS)
    .addHelpText(
      "after",
      '\nNEEDS is "settle" (an operator decides), "redrive" (mend the cause, then redrive the channel, or resume the conversation) or "time" (it goes on by itself).',
    )
    .action(({ quick, failed, limit }) =>
      onStack(async (env, { columns }) => {
        const stuck = await findStuck(env, { quick, failed });
        return answered(stuckText(stuck, limit, columns), stuck);
      }),
    );
