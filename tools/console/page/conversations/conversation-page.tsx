import { useState } from "preact/hooks";
import type { AssistantView, ConversationView, LogLineView } from "../../api/conversation";
import { StatusBadge } from "../parts/badge";
import { Empty } from "../parts/frames";
import { Tabs } from "../parts/tabs";
import { exactTime } from "../parts/words";
import { useFollowed } from "../state/followed";
import { hrefOf } from "../state/route";
import { about } from "../state/store";
import { ResumeDialog, SettleDialog } from "../steer/decision-dialogs";
import { Phone } from "./phone";
import { Timeline } from "./timeline";

/** What the assistant was asked, and what it answered. */
const AssistantPanel = ({ assistant }: { readonly assistant: AssistantView | null }) => {
  if (assistant === null) return <p class="faint">The record does not hold what the assistant was asked.</p>;
  const variables = Object.entries(assistant.variables);
  return (
    <div class="assistant">
      <h3>Variables that it wrote</h3>
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
      <h3>Its instructions</h3>
      <pre class="block">{assistant.instructions}</pre>
      <h3>Its input</h3>
      <pre class="block">{assistant.input}</pre>
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
              <time dateTime={line.at}>{exactTime(line.at)}</time> <span>{line.level}</span> <span>{line.source}</span>
            </p>
            <code>{line.text}</code>
          </li>
        ))}
      </ol>
    )}
  </div>
);

const isBranch = (value: unknown): value is object => typeof value === "object" && value !== null;

const Leaf = ({ value }: { readonly value: unknown }) => (
  <code class={`leaf leaf-${value === null ? "null" : typeof value}`}>{JSON.stringify(value) ?? "undefined"}</code>
);

const Branch = ({ name, value, depth }: { readonly name: string; readonly value: unknown; readonly depth: number }) => {
  if (!isBranch(value))
    return (
      <li>
        <span class="tree-name">{name}</span> <Leaf value={value} />
      </li>
    );
  const entries = Object.entries(value);
  return (
    <li>
      <details open={depth < 1 && entries.length < 8}>
        <summary>
          <span class="tree-name">{name}</span>{" "}
          <span class="faint">
            {Array.isArray(value) ? `${entries.length} in a list` : `${entries.length} in an object`}
          </span>
        </summary>
        <ul class="tree">
          {entries.map(([key, inner]) => (
            <Branch key={key} name={key} value={inner} depth={depth + 1} />
          ))}
        </ul>
      </details>
    </li>
  );
};

/** A record, to be opened branch by branch. */
const RecordTree = ({ record }: { readonly record: Readonly<Record<string, unknown>> }) => (
  <ul class="tree tree-root">
    {Object.keys(record)
      .sort()
      .map((key) => (
        <Branch key={key} name={key} value={record[key]} depth={0} />
      ))}
  </ul>
);

const Needs = ({ view }: { readonly view: ConversationView }) => {
  const [asking, setAsking] = useState(false);
  const { needs, why, summary } = view;
  const mayAct = about.value?.mayAct ?? false;
  const close = (): void => setAsking(false);
  return (
    <div class={`needs needs-${needs}`}>
      <p>
        <StatusBadge status={summary.status} />{" "}
        <span>{needs === "nothing" && why === "sent" ? "The carrier has it." : why}</span>
      </p>
      {mayAct && (needs === "settle" || needs === "redrive") && (
        <button type="button" class="button button-main" onClick={() => setAsking(true)}>
          {needs === "settle" ? "Settle it" : "Resume it"}
        </button>
      )}
      {asking && needs === "settle" && <SettleDialog row={summary} onClose={close} />}
      {asking && needs === "redrive" && <ResumeDialog row={summary} onClose={close} />}
    </div>
  );
};

const panels = (view: ConversationView) => [
  { id: "timeline", title: "Timeline", content: () => <Timeline entries={view.timeline} /> },
  { id: "assistant", title: "Assistant", content: () => <AssistantPanel assistant={view.assistant} /> },
  { id: "record", title: "Record", content: () => <RecordTree record={view.record} /> },
  {
    id: "log",
    title: `Log (${view.logLines.length})`,
    content: () => <LogPanel lines={view.logLines} note={view.logNote} />,
  },
];

/** One conversation: the message, and everything that led to it. */
export const ConversationPage = ({ id }: { readonly id: string }) => {
  const { view, problem } = useFollowed(id);
  if (view === undefined)
    return (
      <Empty title={problem === undefined ? "Loading …" : "Nothing to see yet"}>
        {problem && (
          <p>
            Accepted requests wait in their queue until a processor claims them; this page looks again each second. (
            {problem})
          </p>
        )}
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
        <h2>{summary.name === "" ? summary.recipient : summary.name}</h2>
        <p class="faint id">{summary.id}</p>
      </header>
      <Needs view={view} />
      <div class="conversation-parts">
        <Phone view={view} />
        <div class="conversation-story">
          <Tabs label="What is known" tabs={panels(view)} />
        </div>
      </div>
    </article>
  );
};
