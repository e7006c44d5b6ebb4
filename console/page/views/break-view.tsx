import { useState } from "preact/hooks";
import { type Channel, channels } from "../../api/channels";
import { ScenarioCard } from "../break/scenario-card";
import { ChannelChoice } from "../parts/channel-choice";
import { Empty } from "../parts/empty";
import { act, wordsOf } from "../state/api";
import { about, say } from "../state/store";

const mend = async (): Promise<void> => {
  try {
    const { action } = await act("mend", {});
    say(action.text, action.state === "done" ? "good" : "bad");
  } catch (error) {
    say(wordsOf(error), "bad");
  }
};

/** Breaks the running engine on purpose, and shows how it recovers. */
export const BreakView = () => {
  const [channel, setChannel] = useState<Channel>("whatsapp");
  const now = about.value;
  if (now !== undefined && !now.mayBreak)
    return <Empty title="Only a local engine with its own stand-ins can be broken on purpose" />;
  return (
    <>
      <div class="view-head">
        <h1>Break it</h1>
        <p class="faint">
          Each sends a message to somebody made up, breaks something on its way, and shows what the engine makes of it.
          The promise: sent exactly once, or a plain reason why not.
        </p>
      </div>
      <div class="toolbar">
        <ChannelChoice name="break-channel" channels={channels} chosen={channel} onChoose={setChannel} />
        <button type="button" class="button" onClick={mend}>
          Mend everything
        </button>
      </div>
      <div class="scenarios">
        {now?.scenarios
          .filter((scenario) => scenario.channels.includes(channel))
          .map((scenario) => (
            <ScenarioCard key={scenario.id} scenario={scenario} channel={channel} />
          ))}
      </div>
    </>
  );
};
