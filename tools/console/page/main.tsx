import { type ComponentType, render } from "preact";
import type { ActionEntry } from "../api/action";
import { BreakView } from "./break/break-view";
import { ConversationsView } from "./conversations/conversations-view";
import { LiveView } from "./live/live-view";
import { get } from "./state/api";
import { reload } from "./state/conversation-list";
import { followHash, hrefOf, route, type ViewName } from "./state/route";
import { about, actions, connection, loadAbout, notice, orSay, picture, takePushes } from "./state/store";
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

const views: Readonly<Record<ViewName, { readonly title: string; readonly View: ComponentType }>> = {
  live: { title: "Live", View: LiveView },
  conversations: { title: "Conversations", View: ConversationsView },
  try: { title: "Try it", View: TryView },
  break: { title: "Break it", View: BreakView },
  steer: { title: "Steer it", View: SteerView },
};

const shown = (name: ViewName): boolean => name !== "break" || about.value?.scenarios.length !== 0;

const Navigation = () => (
  <nav class="navigation" aria-label="Views">
    <ul>
      {(Object.keys(views) as ViewName[]).filter(shown).map((name) => (
        <li key={name}>
          <a href={hrefOf(name)} aria-current={route.value.view === name ? "page" : undefined}>
            {views[name].title}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

const connectionWords = {
  connecting: "Connecting …",
  open: "Connected",
  lost: "Connection lost, trying again …",
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

const Notice = () => (
  <div class="notices" aria-live="polite">
    {notice.value && <p class={`notice notice-${notice.value.kind}`}>{notice.value.text}</p>}
  </div>
);

/** The frame around every view. */
const Shell = () => {
  const { title, View } = views[route.value.view];
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        Skip to the view
      </button>
      <header class="top">
        <p class="brand">
          AI Multi-Comms <span class="stack">{about.value?.stack ?? ""}</span>
        </p>
        <Navigation />
        <div class="top-state">
          <Alarms />
          <Connection />
        </div>
      </header>
      <main id="main" tabIndex={-1} aria-label={title}>
        {about.value !== undefined && about.value.notes.length > 0 && <p class="hint">{about.value.notes.join(" ")}</p>}
        <View />
      </main>
      <Notice />
    </div>
  );
};

const load = (): Promise<void> =>
  orSay(async () => {
    await loadAbout();
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
