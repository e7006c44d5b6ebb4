import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { fromAttributes } from "../../../runtime/codec/attribute-value";
import type { JsonObject } from "../../../runtime/codec/json";
import type { Ledger } from "../../providers/ledger/ledger";

/** Messages that the carriers took, by recipient. */
export const countSends = (ledger: Ledger): ReadonlyMap<string, number> => {
  if (ledger.dropped() > 0) throw new Error(`the ledger has dropped ${ledger.dropped()} entries: no verdict`);
  const counts = new Map<string, number>();
  for (const { to } of ledger.sends()) {
    const recipient = to.replace(/^whatsapp:/, "");
    counts.set(recipient, (counts.get(recipient) ?? 0) + 1);
  }
  return counts;
};

const conversationIn = (item: JsonObject) => ({
  requestId: String(item.request_id),
  conversationId: String(item.conversation_id),
  recipient: String(item.primary_channel),
  channel: String(item.channel_method),
  sendState: String(item.send_state),
  status: String(item.conversation_status),
});
export type SoakConversation = Readonly<ReturnType<typeof conversationIn>>;

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
  for await (const { Items = [] } of pages) found.push(...Items.map((item) => conversationIn(fromAttributes(item))));
  return found;
};

export type Facts = {
  /** Ids of the requests that the API accepted. */
  readonly accepted: ReadonlySet<string>;
  readonly conversations: readonly SoakConversation[];
  /** Messages that the carriers took, by recipient. */
  readonly sends: ReadonlyMap<string, number>;
};

/** An email that a carrier without a list was asked to take: only an operator can tell. */
const isUndecidable = ({ channel, sendState, status }: SoakConversation): boolean =>
  channel === "email" && sendState === "uncertain" && status === "delivery_unknown";

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);

const named = (what: string, ids: readonly string[]): readonly string[] =>
  ids.length === 0 ? [] : [`${ids.length} ${what}: ${ids.slice(0, 3).join(", ")}${ids.length > 3 ? ", …" : ""}`];

/** Compares what was accepted, what is on record, and what the carriers took. */
export const verdictOf = ({ accepted, conversations, sends }: Facts) => {
  const sentTo = ({ recipient }: SoakConversation): number => sends.get(recipient) ?? 0;
  const byRequest = new Set(conversations.map(({ requestId }) => requestId));
  const known = new Set(conversations.map(({ recipient }) => recipient));
  const idOf = ({ conversationId, sendState }: SoakConversation) => `${conversationId} (${sendState})`;

  const uncertain = conversations.filter(isUndecidable);
  const decided = conversations.filter((one) => !isUndecidable(one));
  const withoutRecord = [...accepted].filter((id) => !byRequest.has(id));
  const unsent = decided.filter((one) => sentTo(one) === 0);
  const unrecorded = decided.filter((one) => one.sendState !== "sent" && sentTo(one) > 0);
  const twice = conversations.filter((one) => sentTo(one) > 1);
  const duplicates = sum([...sends.values()].map((number) => Math.max(0, number - 1)));

  return {
    accepted: accepted.size,
    conversations: conversations.length,
    sends: sum(sends.values()),
    /** Messages beyond the first to the same recipient. */
    duplicates,
    /** Accepted, and neither sent nor in a state that says why not. */
    lost: withoutRecord.length + unsent.length,
    uncertain,
    /** What is not as it must be, in words; empty for an exact run. */
    discrepancies: [
      ...named("accepted requests without a conversation", withoutRecord),
      ...named(
        "conversations of requests that were not accepted",
        [...byRequest].filter((id) => !accepted.has(id)),
      ),
      ...named(
        "requests with more than one conversation",
        conversations.length === byRequest.size ? [] : ["see the table"],
      ),
      ...named("conversations without a message", unsent.map(idOf)),
      ...named("messages sent and not recorded", unrecorded.map(idOf)),
      ...named("messages sent more than once", twice.map(idOf)),
      ...named(
        "messages to nobody's recipient",
        [...sends.keys()].filter((recipient) => !known.has(recipient)),
      ),
    ],
  };
};

export type Verdict = ReturnType<typeof verdictOf>;

const row = (name: string, value: string | number): string => `  ${name.padEnd(28)}${value}`;

/** A verdict as lines. */
export const verdictText = (title: string, verdict: Verdict): string =>
  [
    title,
    row("accepted", verdict.accepted),
    row("conversations", verdict.conversations),
    row("sends", verdict.sends),
    row("duplicates", verdict.duplicates),
    row("lost", verdict.lost),
    row("uncertain", verdict.uncertain.length),
    ...verdict.discrepancies.map((text) => row("NOT EXACT", text)),
  ].join("\n");

export const factsText = (facts: Readonly<Record<string, string | number>>): string =>
  Object.entries(facts)
    .map(([name, value]) => row(name, value))
    .join("\n");
