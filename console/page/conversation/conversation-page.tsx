import { useState } from "preact/hooks";
import type { ConversationView } from "../../api/conversation-view";
import { StatusBadge } from "../parts/badge";
import { Empty } from "../parts/empty";
import { Tabs } from "../parts/tabs";
import { useFollowed } from "../state/followed";
import { hrefOf } from "../state/route";
import { about } from "../state/store";
import { ResumeDialog } from "../steer/resume-dialog";
import { SettleDialog } from "../steer/settle-dialog";
import { AssistantPanel } from "./assistant-panel";
import { LogPanel } from "./log-panel";
import { Phone } from "./phone";
import { RecordTree } from "./record-tree";
import { Timeline } from "./timeline";

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
      {needs === "settle" && mayAct && (
        <button type="button" class="button button-main" onClick={() => setAsking(true)}>
          Settle it
        </button>
      )}
      {needs === "redrive" && mayAct && (
        <button type="button" class="button button-main" onClick={() => setAsking(true)}>
          Resume it
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
