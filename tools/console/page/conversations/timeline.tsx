import type { TimelineEntry } from "../../api/conversation";
import { StatusBadge, Ticks } from "../parts/badge";
import { Time } from "../parts/time";
import { useFollowed } from "../state/followed";
import { conversationHref } from "../state/route";

const sources = {
  record: "from the record",
  write: "written to the record",
  log: "from a log line",
  carrier: "from the carrier",
} as const;

const Entry = ({ entry }: { readonly entry: TimelineEntry }) => (
  <li class={`moment moment-${entry.kind}`}>
    <Time at={entry.at} isExact />
    <div>
      <p class="moment-title">
        {entry.title}
        {entry.attempt === null ? null : <span class="attempt">attempt {entry.attempt}</span>}
      </p>
      {entry.detail === "" ? null : <p class="moment-detail">{entry.detail}</p>}
      <p class="moment-source">{sources[entry.source]}</p>
    </div>
  </li>
);

/** Everything that happened, oldest first. */
export const Timeline = ({ entries }: { readonly entries: readonly TimelineEntry[] }) => (
  <ol class="timeline" aria-live="polite" aria-relevant="additions">
    {entries.map((entry, index) => (
      <Entry key={`${entry.at}${entry.title}${index}`} entry={entry} />
    ))}
  </ol>
);

/** What becomes of one conversation, while it does. */
export const FollowPanel = ({ id }: { readonly id: string }) => {
  const { view } = useFollowed(id);
  const sends = view?.timeline.filter(({ source }) => source === "carrier").length ?? 0;
  return (
    <div class="follow" data-conversation={id}>
      <p class="follow-head">
        {view === undefined ? (
          <span class="faint">Queued; waiting for a processor …</span>
        ) : (
          <>
            <StatusBadge status={view.summary.status} /> <Ticks delivery={view.summary.delivery} />
            {sends > 0 && (
              <span class={sends === 1 ? "good" : "bad"} data-sends={sends}>
                {sends === 1 ? "The carrier has it once." : `The carrier has it ${sends} times!`}
              </span>
            )}
          </>
        )}
      </p>
      {view && <Timeline entries={view.timeline} />}
      <p>
        <a href={conversationHref(id)}>Open the conversation</a>
      </p>
    </div>
  );
};
