import { useState } from "preact/hooks";
import { type Channel, channels } from "../../api/channels";
import { Confirm } from "../parts/confirm";
import { channelNames, numberText } from "../parts/words";
import { about, actions, picture } from "../state/store";

const Progress = () => {
  const running = actions.value.find(({ name, state }) => name === "redrive" && state === "running");
  return running === undefined ? null : (
    <div class="progress" role="status">
      <progress aria-label="Redrive" /> <span>{running.text === "" ? "starting" : running.text}</span>
    </div>
  );
};

/** What lies in the dead letters, and the way back for it. */
export const DeadLetterCard = () => {
  const [asking, setAsking] = useState<Channel>();
  const queues = picture.value?.queues;
  return (
    <section class="card" aria-labelledby="dead-title">
      <h2 id="dead-title">Dead letters</h2>
      <p class="faint">
        Messages that were received too often. Mend the cause first; moved back too early, they return.
      </p>
      <ul class="things">
        {channels.map((channel) => {
          const count = queues?.[channel].deadLetters ?? 0;
          return (
            <li key={channel} data-channel={channel}>
              <span>
                <strong>{channelNames[channel]}</strong>{" "}
                <span class={count > 0 ? "bad" : "faint"}>{count === 0 ? "none" : numberText(count)}</span>
              </span>
              <button
                type="button"
                class="button"
                disabled={count === 0 || !about.value?.mayAct}
                onClick={() => setAsking(channel)}
              >
                Redrive
              </button>
            </li>
          );
        })}
      </ul>
      <Progress />
      {asking && (
        <Confirm
          title={`Move the dead letters of ${channelNames[asking]} back?`}
          verb="Move them back"
          action="redrive"
          input={{ channel: asking }}
          onClose={() => setAsking(undefined)}
        >
          <p>
            {numberText(queues?.[asking].deadLetters ?? 0)} messages go back to the queue, each at most once. Those of
            conversations that are final do nothing; none is sent twice.
          </p>
        </Confirm>
      )}
    </section>
  );
};
