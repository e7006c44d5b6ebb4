import { channels } from "../../runtime/request/channel";
import { ageText } from "../age-text";
import { table } from "../table";
import type { Stuck, StuckConversation } from "./find-stuck";

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
      ? "and, with --quick, not the status index: what waits for an operator is not listed"
      : `and all of conversation-status-index, keys only (${cost.scan_requests} requests)`;
  return `${index} ${scan}: ${cost.index_read_units} read units; then ${cost.records_read} records.`;
};

const headline = ({ conversations, stack }: Stuck): string => {
  const open = conversations.filter(({ send_state }) => send_state !== "failed").length;
  return `${open === 1 ? "1 conversation" : `${open} conversations`} in ${stack} ${open === 1 ? "is" : "are"} not final:`;
};

/** What is stuck, for a person. `most` rows are shown. */
export const stuckText = (stuck: Stuck, most: number): string => {
  const { conversations, dead_letters, failed_for_good } = stuck;
  const hidden = conversations.length - most;
  return [
    conversations.length === 0 ? `Nothing is stuck in ${stuck.stack}: every conversation is final.` : headline(stuck),
    ...(conversations.length === 0 ? [] : ["", table(header, conversations.slice(0, most).map(rowOf)), ""]),
    ...(hidden > 0 ? [`… and ${hidden} more; --limit shows more rows, --json all of them.`] : []),
    `Dead letters: ${channels.map((channel) => `${channel} ${dead_letters[channel]}`).join(", ")}.`,
    ...(failed_for_good ? [`Failed for good, and therefore final: ${failed_for_good} (--failed lists them).`] : []),
    costText(stuck),
  ].join("\n");
};
