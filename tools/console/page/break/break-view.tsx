import { useState } from "preact/hooks";
import type { ScenarioView } from "../../api/about";
import type { ActionAnswer } from "../../api/action";
import { type Channel, channels } from "../../api/channels";
import { FollowPanel } from "../conversations/timeline";
import { Button } from "../parts/button";
import { ChannelChoice } from "../parts/channel-choice";
import { Empty, ViewHead } from "../parts/frames";
import { isWide } from "../parts/words";
import { act } from "../state/api";
import { about, actions, orSay, say, useWork } from "../state/store";

type Props = { readonly scenario: ScenarioView; readonly channel: Channel };

/** One way to break the engine: what it does, what to expect, and then what happens. */
const ScenarioCard = ({ scenario, channel }: Props) => {
  const { id, title, what, expect, ends } = scenario;
  const [sentBy, setSentBy] = useState<keyof typeof ends>("other");
  const [answer, setAnswer] = useState<ActionAnswer>();
  const [busy, begin] = useWork();
  const running = busy ? actions.value.find(({ name, state }) => name === "break" && state === "running") : undefined;

  const run = async (): Promise<void> => {
    setSentBy(channel === "email" ? "email" : "other");
    const given = await act("break", { scenario: id, channel });
    setAnswer(given);
    if (given.action.state !== "done") say(given.action.text, "bad");
  };

  return (
    <article class={`card scenario ${answer ? "scenario-run" : ""}`} data-scenario={id}>
      <h2>{title}</h2>
      <p>{what}</p>
      <details class="expect" open={isWide()}>
        <summary>What is expected</summary>
        {expect}
      </details>
      <div class="buttons">
        <Button kind="danger" isOff={busy} onPress={() => begin(run)}>
          {busy ? "Breaking …" : "Break it"}
        </Button>
        <span class="faint" role="status">
          {running?.text ?? ""}
        </span>
      </div>
      {answer && (
        <>
          <p class={answer.action.state === "done" ? "" : "bad"} role="status">
            {answer.action.text}
          </p>
          {answer.conversation_id !== null && (
            <FollowPanel key={answer.conversation_id} id={answer.conversation_id} expected={ends[sentBy]} />
          )}
        </>
      )}
    </article>
  );
};

const mend = async (): Promise<void> => {
  const { action } = await act("mend", {});
  say(action.text, action.state === "done" ? "good" : "bad");
};

/** Breaks the running engine on purpose, and shows how it recovers. */
export const BreakView = () => {
  const [channel, setChannel] = useState<Channel>("whatsapp");
  const now = about.value;
  if (now?.scenarios.length === 0)
    return <Empty title="Only a local engine with its own stand-ins can be broken on purpose" />;
  return (
    <>
      <ViewHead title="Fault tests">
        Break it: each sends a message to somebody made up, breaks something on its way, and shows what the engine makes
        of it. The promise: sent exactly once, or a plain reason why not.
      </ViewHead>
      <div class="toolbar">
        <ChannelChoice name="break-channel" channels={channels} chosen={channel} onChoose={setChannel} />
        <Button onPress={() => orSay(mend)}>Mend everything</Button>
      </div>
      <div class="scenarios">
        {now?.scenarios.map((scenario) => (
          <ScenarioCard key={scenario.id} scenario={scenario} channel={channel} />
        ))}
      </div>
    </>
  );
};
