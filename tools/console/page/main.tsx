import { type ComponentType, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ActionEntry } from "../api/action";
import { BreakView } from "./break/break-view";
import { ConsentView } from "./consent/consent-view";
import { ConversationsView } from "./conversations/conversations-view";
import { LiveView } from "./live/live-view";
import { Empty } from "./parts/frames";
import { zoneText } from "./parts/time";
import { countText } from "./parts/words";
import { ProjectsView } from "./projects/projects-view";
import { ask, get } from "./state/api";
import { reload } from "./state/conversation-list";
import { followHash, hrefOf, type Route, route, type ViewName } from "./state/route";
import {
  about,
  actions,
  connection,
  loadAbout,
  localPulse,
  makeKnown,
  notice,
  orSay,
  picture,
  takePushes,
  useAnswer,
} from "./state/store";
import { SteerView } from "./steer/steer-view";
import { TryView } from "./try/try-view";
import "uplot/dist/uPlot.min.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/parts.css";
import "./styles/live.css";
import "./styles/conversations.css";
import "./styles/try.css";
import "./styles/cards.css";

type ViewOf = { readonly name: string; readonly View: ComponentType };

/** By the names that stand in the navigation; each view's own head says more. */
const views: Readonly<Record<ViewName, ViewOf>> = {
  live: { name: "Overview", View: LiveView },
  conversations: { name: "Conversations", View: ConversationsView },
  projects: { name: "Projects", View: ProjectsView },
  consent: { name: "Opt-outs", View: ConsentView },
  steer: { name: "Dead letters", View: SteerView },
  try: { name: "Test request", View: TryView },
  break: { name: "Fault tests", View: BreakView },
};

const NoView = () => (
  <Empty title="There is no such view" isPage>
    <p>
      This console has no view at this address. <a href={hrefOf("live")}>Go to the overview</a>
    </p>
  </Empty>
);

const shown = (name: ViewName): boolean => name !== "break" || about.value?.scenarios.length !== 0;

const Navigation = () => (
  <nav class="navigation" aria-label="Views">
    <ul>
      {(Object.keys(views) as ViewName[]).filter(shown).map((name) => (
        <li key={name}>
          <a href={hrefOf(name)} aria-current={route.value.view === name ? "page" : undefined}>
            {views[name].name}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** No name of a person: titles stay in the browser's history. */
const titleOf = ({ view, one }: Route): string => {
  if (view === undefined) return "No such view";
  if (one === undefined) return views[view].name;
  return view === "conversations" ? `Conversation ${one.split("#")[2] ?? one}` : `${views[view].name}: ${one}`;
};

/** Between two looks for what waits: at this machine, and where each reads an index of a deployed table. */
const LOOK_MS = 3_000;
const DEAR_LOOK_MS = 60_000;

type Waits = {
  readonly conversations: number;
  readonly settle: number;
  readonly dead_letters: Readonly<Record<string, number>>;
};

const connectionWords = {
  connecting: "Connecting …",
  open: "Connected",
  lost: "Connection lost: is the engine still running? Trying again …",
  restarted: "Started anew: open the address that its start has printed",
} as const;

const Connection = () => (
  <p class={`connection connection-${connection.value}`} role="status">
    {connectionWords[connection.value]}
  </p>
);

const Alarms = () => {
  const firing = picture.value?.alarms.filter(({ state }) => state === "ALARM").length ?? 0;
  return firing === 0 ? null : (
    <a class="alarm-count" href={hrefOf("live")}>
      {firing === 1 ? "1 alarm" : `${firing} alarms`}
    </a>
  );
};

/** What waits for a person; a channel's dead letters are mostly those of the conversations that were given up. */
const Waiting = () => {
  const [looks, setLooks] = useState(0);
  const isLocal = about.value?.kind === "local";
  useEffect(() => {
    const looking = setInterval(() => setLooks((before) => before + 1), isLocal ? LOOK_MS : DEAR_LOOK_MS);
    return () => clearInterval(looking);
  }, [isLocal]);
  const found = useAnswer(() => ask<Waits>("waits", {}), [looks, localPulse()]);
  if (found === undefined) return null;
  const { replies = 0, ...ofChannels } = found.dead_letters;
  const letters = Object.values(ofChannels).reduce((sum, count) => sum + count, 0);
  const count = found.settle + Math.max(found.conversations - found.settle, letters) + replies;
  return count === 0 ? null : (
    <a class="alarm-count" href={hrefOf("steer")}>
      {countText(count, "waits for a person", "wait for a person")}
    </a>
  );
};

const Notice = () => (
  <div class="notices" aria-live="polite">
    {notice.value && <p class={`notice notice-${notice.value.kind}`}>{notice.value.text}</p>}
  </div>
);

/** The frame around every view. */
const Shell = () => {
  const now = route.value;
  const { name, View } = now.view === undefined ? { name: "No such view", View: NoView } : views[now.view];
  const title = titleOf(now);
  const { stack = "", notes = [] } = about.value ?? {};
  useEffect(() => {
    document.title = `${title} · ${stack} · AI Multi-Comms`;
  }, [title, stack]);
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        Skip to the view
      </button>
      <header class="top">
        <p class="brand">
          AI Multi-Comms <span class="stack">{stack}</span>
        </p>
        <Navigation />
        <div class="top-state">
          {about.value && <Waiting />}
          <Alarms />
          <Connection />
        </div>
      </header>
      <main id="main" tabIndex={-1} aria-label={name}>
        {notes.length > 0 && <p class="hint">{notes.join(" ")}</p>}
        <View />
      </main>
      <footer class="foot">Times and days are those of {zoneText()}.</footer>
      <Notice />
    </div>
  );
};

const load = (): Promise<void> =>
  orSay(async () => {
    await loadAbout();
    if (about.value?.kind === "local") await makeKnown();
    actions.value = await get<readonly ActionEntry[]>("/api/actions");
    await reload();
  });

const root = document.getElementById("page");
if (root !== null) {
  render(<Shell />, root);
  followHash();
  takePushes(load);
  load();
}
