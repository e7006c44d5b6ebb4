import type { ConversationSummary } from "../../api/conversation-summary";
import { StatusBadge } from "../parts/badge";
import { Ticks } from "../parts/ticks";
import { channelText, timeText } from "../parts/words";
import { conversationHref } from "../state/route";

/** A conversation in a list, as a link to it. */
export const ConversationRow = ({ row, isOpen }: { readonly row: ConversationSummary; readonly isOpen: boolean }) => (
  <a class="row" href={conversationHref(row.id)} aria-current={isOpen ? "true" : undefined}>
    <span class="row-who">
      <span class="row-name">{row.name === "" ? row.recipient : row.name}</span>
      <span class="row-time">{timeText(row.accepted_at)}</span>
    </span>
    <span class="row-what">
      <span class="row-preview">{row.preview === "" ? row.recipient : row.preview}</span>
    </span>
    <span class="row-state">
      <span class="faint">
        {channelText(row.channel)} · {row.company_name}
      </span>
      <span class="row-end">
        <Ticks delivery={row.delivery} />
        {row.status === "initial_message_sent" ? null : <StatusBadge status={row.status} />}
      </span>
    </span>
  </a>
);
