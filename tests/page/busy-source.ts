import type { ConversationSummary } from "../../console/api/conversation-summary";
import type { Changed, ConsoleSource } from "../../console/source/console-source";
import { makeConversationIndex } from "../../console/source/local/conversation-index";
import { emptyPicture, emptySource } from "../console/server/some-parts";

const statuses = ["initial_message_sent", "processing", "delivery_unknown"] as const;

const rowOf = (number: number, change = 0): ConversationSummary => ({
  id: `ci-aaa-001#pi-aaa-001#${number}#447400000001`,
  recipient: `+4474${String(number).padStart(8, "0")}`,
  name: `Person ${number}`,
  company_id: "ci-aaa-001",
  project_id: "pi-aaa-001",
  company_name: "Ashgrove Care",
  channel: "whatsapp",
  status: statuses[change % statuses.length] ?? "processing",
  send_state: "sent",
  delivery: change % 2 === 0 ? "delivered" : "read",
  accepted_at: new Date(1_763_640_000_000 + number * 1000).toISOString(),
  preview: `Hello Person ${number}, thank you for your interest in the Healthcare Assistant role. (${change})`,
});

/** A source with many conversations, of which so many change or are new each second. */
export const busySource = (conversations: number, perSecond: number): ConsoleSource => {
  const index = makeConversationIndex();
  const listeners = new Set<(changed: Changed) => void>();
  let count = 0;
  let next = conversations;
  const put = (row: ConversationSummary): ConversationSummary => {
    index.put(row, { primary_channel: row.recipient, conversation_id: row.id });
    return row;
  };
  for (let number = 0; number < conversations; number += 1) put(rowOf(number));
  const happen = (): void => {
    count += 1;
    const isNew = count % 5 === 0;
    if (isNew) next += 1;
    const row = put(rowOf(isNew ? next - 1 : next - 1 - (count % Math.min(80, next)), count));
    for (const listener of listeners) listener({ rows: [row], gone: [], total: index.size() });
  };
  const timer = perSecond === 0 ? undefined : setInterval(happen, 1000 / perSecond);
  return {
    ...emptySource,
    picture: async () => ({ ...emptyPicture, at: new Date().toISOString() }),
    conversations: async (filter, from, limit) => index.page(filter, from, limit),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    pictureEveryMs: 500,
    close: async () => clearInterval(timer),
  };
};
