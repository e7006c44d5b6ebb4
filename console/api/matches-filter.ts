import type { ConversationFilter, ConversationSummary } from "./conversation-summary";

const holds = (text: string, part: string): boolean => text.toLowerCase().includes(part);

/** Whether a conversation belongs into a filtered list. */
export const matchesFilter =
  ({ project, channel, status, recipient }: ConversationFilter) =>
  (row: ConversationSummary): boolean => {
    const part = recipient.trim().toLowerCase();
    return (
      (project === "" || project === `${row.company_id}/${row.project_id}`) &&
      (channel === "" || channel === row.channel) &&
      (status === "" || status === row.status) &&
      (part === "" || holds(row.recipient, part) || holds(row.name, part) || holds(row.id, part))
    );
  };
