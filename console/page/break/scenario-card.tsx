import { useState } from "preact/hooks";
import type { ScenarioView } from "../../api/about";
import type { ActionAnswer } from "../../api/action";
import type { Channel } from "../../api/channels";
import { FollowPanel } from "../conversation/follow-panel";
import { act, wordsOf } from "../state/api";
import { actions, say } from "../state/store";

type Props = { readonly scenario: ScenarioView; readonly channel: Channel };

/** One way to break the engine: what it does, what to expect, and then what happens. */
export const ScenarioCard = ({ scenario, channel }: Props) => {
  const { id, title, what, expect } = scenario;
  const [answer, setAnswer] = useState<ActionAnswer>();
  const [busy, setBusy] = useState(false);
  const running = busy ? actions.value.find(({ name, state }) => name === "break" && state === "running") : undefined;

  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      const given = await act("break", { scenario: id, channel });
      setAnswer(given);
      if (given.action.state !== "done") say(given.action.text, "bad");
    } catch (error) {
      say(wordsOf(error), "bad");
    }
    setBusy(false);
  };

  return (
    <article class={`card scenario ${answer ? "scenario-run" : ""}`} data-scenario={id}>
      <h2>{title}</h2>
      <p>{what}</p>
      <p class="expect">
        <strong>Expect:</strong> {expect}
      </p>
      <div class="buttons">
        <button type="button" class="button button-danger" disabled={busy} onClick={run}>
          {busy ? "Breaking …" : "Break it"}
        </button>
        <span class="faint" role="status">
          {running?.text ?? ""}
        </span>
      </div>
      {answer && (
        <>
          <p class={answer.action.state === "done" ? "" : "bad"} role="status">
            {answer.action.text}
          </p>
          {answer.conversation_id !== null && <FollowPanel key={answer.conversation_id} id={answer.conversation_id} />}
        </>
      )}
    </article>
  );
};
