import { ConversationRow } from "../conversation/conversation-row";
import { numberText } from "../parts/words";
import { rows, total } from "../state/conversation-list";
import { hrefOf } from "../state/route";

const MOST = 5;

/** The newest of the list, as a way into it. */
export const LatestConversations = () => (
  <section class="card" aria-labelledby="latest-title">
    <h2 id="latest-title">Latest conversations</h2>
    {rows.value.length === 0 ? (
      <p class="faint">None yet. The first request makes one.</p>
    ) : (
      <ul class="rows">
        {rows.value.slice(0, MOST).map((row) => (
          <li key={row.id}>
            <ConversationRow row={row} isOpen={false} />
          </li>
        ))}
      </ul>
    )}
    <p class="card-foot">
      <a href={hrefOf("conversations")}>
        {total.value === null ? "All conversations" : `All ${numberText(total.value)} conversations`}
      </a>
    </p>
  </section>
);
