import type { EventView } from "../../api/conversation";
import { Badge } from "../parts/badge";
import { Time } from "../parts/time";
import { countText, type Tone } from "../parts/words";

const states: Readonly<Record<EventView["state"], { readonly text: string; readonly tone: Tone }>> = {
  queued: { text: "queued", tone: "busy" },
  taken: { text: "told", tone: "good" },
  waiting: { text: "not told yet", tone: "busy" },
  unwanted: { text: "not wanted", tone: "calm" },
  dead: { text: "among the dead letters", tone: "bad" },
};

const EventItem = ({ event: { id, type, at, state, tries, count } }: { readonly event: EventView }) => (
  <li data-event={type} data-state={state}>
    <p class="log-event">
      {type} <Badge {...states[state]} />
    </p>
    <p class="log-head">
      <Time at={at} isExact /> <span>{id}</span>
      {count !== null && count > 0 && <span> the endpoint had it {countText(count, "time")}</span>}
    </p>
    {tries.length > 0 && (
      <ol class="tries">
        {tries.map((one) => (
          <li key={one.at} class={one.isTaken ? "faint" : "bad"}>
            <Time at={one.at} isExact /> {one.text}
          </li>
        ))}
      </ol>
    )}
  </li>
);

/** What the company is told of a conversation, with every try. */
export const EventsPanel = ({ events }: { readonly events: readonly EventView[] }) =>
  events.length === 0 ? (
    <p class="faint">The company is told nothing of it: its project had no webhook when it was accepted.</p>
  ) : (
    <ol class="log">
      {events.map((event) => (
        <EventItem key={event.id} event={event} />
      ))}
    </ol>
  );
