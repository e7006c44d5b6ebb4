import type { ConversationSummary } from "../../api/conversation-summary";
import { Confirm } from "../parts/confirm";

type Props = { readonly row: ConversationSummary; readonly onClose: () => void };

/** Asks before a fresh message is queued for one conversation. */
export const ResumeDialog = ({ row, onClose }: Props) => (
  <Confirm
    title="Resume this conversation?"
    verb="Resume it"
    action="resume"
    input={{ conversation_id: row.id }}
    onClose={onClose}
  >
    <p>
      A fresh message, made from the record, goes to its queue. Where the old one is still in the dead letters, the
      claim lets one of the two through: nothing is sent twice.
    </p>
  </Confirm>
);
