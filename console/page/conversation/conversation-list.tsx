import { useEffect, useRef, useState } from "preact/hooks";
import { Empty } from "../parts/empty";
import { loading, loadMore, rows } from "../state/conversation-list";
import { hrefOf } from "../state/route";
import { ConversationRow } from "./conversation-row";

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
