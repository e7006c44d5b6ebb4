import type { TimelineEntry } from "../../api/conversation-view";
import { exactTime } from "../parts/words";

const sources = {
  record: "from the record",
  write: "written to the record",
  log: "from a log line",
  carrier: "from the carrier",
} as const;

const Entry = ({ entry }: { readonly entry: TimelineEntry }) => (
  <li class={`moment moment-${entry.kind}`}>
    <time dateTime={entry.at}>{exactTime(entry.at)}</time>
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
