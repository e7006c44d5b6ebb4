import type { AssistantView, ConversationView, LogLineView } from "../../api/conversation";
import { lookedUp } from "../consent/consent-view";
import { StatusBadge, Ticks } from "../parts/badge";
import { whyText } from "../parts/consent-words";
import { Block, Empty } from "../parts/frames";
import { Tabs } from "../parts/tabs";
import { Time } from "../parts/time";
import { toBeErased } from "../projects/erase-card";
import { useFollowed } from "../state/followed";
import { hrefOf, projectHref } from "../state/route";
import { about } from "../state/store";
import { ReopenButton, ResumeButton, SettleButton } from "../steer/decision-dialogs";
import { EventsPanel } from "./events-panel";
import { Phone } from "./phone";
import { Timeline } from "./timeline";

/** What the assistant was asked, and what it answered. */
const AssistantPanel = ({ assistant }: { readonly assistant: AssistantView | null }) => {
  if (assistant === null) return <p class="faint">The record does not hold what the assistant was asked.</p>;
  const variables = Object.entries(assistant.variables);
  return (
    <div class="assistant">
      {about.value?.standIns && (
        <p class="hint">
          Written by this machine’s stand-in, not by a model: it puts the data into the variables by their descriptions.
          What stands in square brackets a model would write from the instructions.
        </p>
      )}
      <h2>Variables that it wrote</h2>
      {variables.length === 0 ? (
        <p class="faint">None yet.</p>
      ) : (
        <dl class="variables">
          {variables.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <h2>Its instructions</h2>
      <Block label="Instructions" text={assistant.instructions} />
      <h2>Its input</h2>
      <Block label="Input" text={assistant.input} />
      <p class="faint">{assistant.origin}</p>
    </div>
  );
};

/** The functions' log lines about a conversation. */
const LogPanel = ({ lines, note }: { readonly lines: readonly LogLineView[]; readonly note: string }) => (
  <div>
    <p class="faint">{note}</p>
    {lines.length === 0 ? (
      <p>No lines.</p>
    ) : (
      <ol class="log">
        {lines.map((line, index) => (
          <li key={`${line.at}${index}`} class={`log-${line.level.toLowerCase()}`}>
            <p class="log-head">
              <Time at={line.at} isExact /> <span>{line.level}</span> <span>{line.source}</span>
            </p>
            <p class="log-event">{line.text}</p>
            <dl class="log-fields">
              {Object.entries(line.fields).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
    )}
  </div>
);

/** What a reader looks for first; the rest follows by its names. */
const FIRST = ["conversation_status", "send_state", "delivery_status", "failure_reason", "given_up_at", "request_id"];

const placeOf = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);

const inOrder = (record: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.keys(record)
        .sort((one, other) => placeOf(one) - placeOf(other) || one.localeCompare(other))
        .map((key) => [key, record[key]]),
    ),
    null,
    2,
  );

const Needs = ({ view }: { readonly view: ConversationView }) => {
  const { needs, why, summary, consent } = view;
  // Sent again, it would end in the same way.
  const isSuppressed = "state" in consent && consent.state === "suppressed";
  return (
    <div class={`needs needs-${needs}`}>
      <p>
        <StatusBadge status={summary.status} /> <Ticks delivery={summary.delivery} />{" "}
        <span>{needs === "nothing" && why === "sent" ? (summary.delivery ? "" : "The carrier has it.") : why}</span>
      </p>
      <div class="buttons">
        {needs === "settle" && <SettleButton row={summary} label="Settle it" kind="main" />}
        {needs === "redrive" && <ResumeButton row={summary} />}
        {summary.send_state === "failed" && !isSuppressed && <ReopenButton row={summary} />}
        {about.value?.mayAct && (
          <a
            href={projectHref(summary)}
            onClick={() => {
              toBeErased.value = summary.recipient.includes("*") ? "" : summary.recipient;
            }}
          >
            Erase this person …
          </a>
        )}
      </div>
    </div>
  );
};

/** Whether the recipient may be written to, and why not. */
const ConsentLine = ({ view: { consent, summary } }: { readonly view: ConversationView }) => {
  if ("problem" in consent)
    return <p class="hint">Nobody can say whether this person has opted out: {consent.problem}.</p>;
  if (consent.state === "clear") return null;
  const { company_id, company_name, recipient } = summary;
  return (
    <p class="opted-out" data-suppressed={consent.set_by}>
      <strong>Opted out.</strong> {company_name} does not write to this person: {whyText(consent)}
      {consent.since !== null && (
        <>
          , since <Time at={consent.since} />
        </>
      )}
      .{" "}
      <a
        href={hrefOf("consent")}
        onClick={() => {
          lookedUp.value = { company_id, address: recipient.includes("*") ? "" : recipient };
        }}
      >
        Who said what
      </a>
    </p>
  );
};

const panels = (view: ConversationView) => [
  { id: "timeline", title: "Timeline", content: () => <Timeline entries={view.timeline} /> },
  {
    id: "events",
    title: `Told (${view.events.length})`,
    content: () => <EventsPanel events={view.events} />,
  },
  { id: "assistant", title: "Assistant", content: () => <AssistantPanel assistant={view.assistant} /> },
  { id: "record", title: "Record", content: () => <Block label="The record" text={inOrder(view.record)} /> },
  {
    id: "log",
    title: `Log (${view.logLines.length})`,
    content: () => <LogPanel lines={view.logLines} note={view.logNote} />,
  },
];

/** One conversation: the message, and everything that led to it. */
export const ConversationPage = ({ id }: { readonly id: string }) => {
  const { view, problem, isWaiting } = useFollowed(id);
  if (view === undefined)
    return (
      <Empty title={problem ? "No such conversation" : isWaiting ? "Not taken up yet" : "Loading …"} isPage>
        <p>
          {problem ??
            (isWaiting &&
              "An accepted request waits in its queue until a processor claims it; this page looks again each second.")}
        </p>
        <p>
          <a href={hrefOf("conversations")}>All conversations</a>
        </p>
      </Empty>
    );
  const { summary } = view;
  return (
    <article class="conversation">
      <header class="view-head">
        <a class="back" href={hrefOf("conversations")}>
          All conversations
        </a>
        <h1>{summary.name === "" ? summary.recipient : summary.name}</h1>
        <p class="faint id">{summary.id}</p>
      </header>
      <Needs view={view} />
      <ConsentLine view={view} />
      <div class="conversation-parts">
        <Phone view={view} />
        <div class="conversation-story">
          <Tabs label="What is known" tabs={panels(view)} />
        </div>
      </div>
    </article>
  );
};
