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

/** How a message may end: its status, and how often the carrier has it. */
const endings: Readonly<Record<string, { readonly status: string; readonly sends: number; readonly words: string }>> = {
  sent: { status: "initial_message_sent", sends: 1, words: "sent exactly once" },
  refused: { status: "failed_to_send_message", sends: 0, words: "refused for good, and sent to nobody" },
  unknown: { status: "delivery_unknown", sends: 0, words: "left for a person to settle" },
};

type EndingProps = {
  readonly expected: string;
  readonly status: string;
  readonly sends: number;
  readonly isOver: boolean;
};

/** Whether what was expected has come about. */
const Ending = ({ expected, status, sends, isOver }: EndingProps) => {
  const ending = endings[expected];
  if (ending === undefined) return null;
  const isMet = isOver && status === ending.status && sends === ending.sends;
  const isWrong = sends > 1 || (isOver && !isMet);
  return (
    <p class={isMet ? "good" : isWrong ? "bad" : "faint"} data-ending={isMet ? "met" : isWrong ? "not-met" : "awaited"}>
      {isMet ? "As expected: " : isWrong ? "NOT as expected. It should be " : "Not there yet. Expected: "}
      {ending.words}.
    </p>
  );
};

type FollowProps = { readonly id: string; readonly expected?: string };

/** What becomes of one conversation, while it does; and whether that is what was expected. */
export const FollowPanel = ({ id, expected }: FollowProps) => {
  const { view } = useFollowed(id);
  const sends = view?.timeline.filter(({ source }) => source === "carrier").length ?? 0;
  const { status = "", send_state = "" } = view?.summary ?? {};
  const isOver = ["sent", "failed"].includes(send_state) || status === "delivery_unknown";
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
      {expected && <Ending expected={expected} status={status} sends={sends} isOver={isOver} />}
      {view && <Timeline entries={view.timeline} />}
      <p>
        <a href={conversationHref(id)}>Open the conversation</a>
      </p>
    </div>
  );
};
