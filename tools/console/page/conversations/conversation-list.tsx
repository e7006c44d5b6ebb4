import { useEffect, useRef, useState } from "preact/hooks";
import type { ConversationSummary } from "../../api/conversation";
import { StatusBadge, Ticks } from "../parts/badge";
import { Empty } from "../parts/frames";
import { Time } from "../parts/time";
import { channelText } from "../parts/words";
import { loading, loadMore, rows } from "../state/conversation-list";
import { conversationHref, hrefOf } from "../state/route";

/** A conversation in a list, as a link to it. */
export const ConversationRow = ({ row, isOpen }: { readonly row: ConversationSummary; readonly isOpen: boolean }) => (
  <a class="row" href={conversationHref(row.id)} aria-current={isOpen ? "true" : undefined}>
    <span class="row-who">
      <span class="row-name">{row.name === "" ? row.recipient : row.name}</span>
      <Time class="row-time" at={row.accepted_at} />
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

/** Pixels; the style gives each row this height, so that only those in sight need be there. */
const ROW_HEIGHT = 84;
const BEYOND = 6;

type Sight = { readonly first: number; readonly last: number };

const sightOf = ({ scrollTop, clientHeight }: HTMLElement): Sight => ({
  first: Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - BEYOND),
  last: Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + BEYOND,
});

/** The list, of which only what is in sight is on the page. */
export const ConversationList = ({ open }: { readonly open: string | undefined }) => {
  const box = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState<Sight>({ first: 0, last: 30 });
  const all = rows.value;

  const look = (): void => {
    if (box.current === null) return;
    const next = sightOf(box.current);
    setSight((before) => (before.first === next.first && before.last === next.last ? before : next));
    if (next.last >= rows.value.length - BEYOND) loadMore();
  };
  useEffect(() => {
    look();
    addEventListener("resize", look);
    return () => removeEventListener("resize", look);
  }, []);

  if (all.length === 0)
    return loading.value ? (
      <p class="faint padded">Loading …</p>
    ) : (
      <Empty title="No conversation here">
        <p>
          Change the filter, or <a href={hrefOf("try")}>send a request</a>.
        </p>
      </Empty>
    );
  const last = Math.min(sight.last, all.length);
  const first = Math.min(sight.first, last);
  return (
    <div class="list" ref={box} onScroll={look}>
      <ul
        class="rows"
        style={{ paddingTop: `${first * ROW_HEIGHT}px`, paddingBottom: `${(all.length - last) * ROW_HEIGHT}px` }}
      >
        {all.slice(first, last).map((row, index) => (
          <li key={row.id} aria-setsize={all.length} aria-posinset={first + index + 1}>
            <ConversationRow row={row} isOpen={row.id === open} />
          </li>
        ))}
      </ul>
    </div>
  );
};
