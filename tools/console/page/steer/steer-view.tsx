import { queueNames } from "../../api/channels";
import { type ConversationPage, noFilter } from "../../api/conversation";
import { AskButton } from "../parts/confirm";
import { Card, ViewHead } from "../parts/frames";
import { Time } from "../parts/time";
import { channelText, countText, queueTitles } from "../parts/words";
import { get } from "../state/api";
import { conversationHref } from "../state/route";
import { about, actions, picture, pulse, useAnswer } from "../state/store";
import { SettleButton } from "./decision-dialogs";

/** What was done from this console, by whom and why; what commands do is kept where they do it. */
const ActionList = () => (
  <Card id="actions-title" title="What was done here">
    <p class="faint">From this console. What was settled by command stands on the conversation's own record.</p>
    {actions.value.length === 0 ? (
      <p class="faint">Nothing yet.</p>
    ) : (
      <ol class="done">
        {actions.value.map((action) => (
          <li key={action.id} class={`done-${action.state}`}>
            <p>
              <strong>{action.name}</strong> {action.subject}
            </p>
            <p>{action.text}</p>
            <p class="faint">
              <Time at={action.at} /> by {action.operator}: {action.reason}
            </p>
          </li>
        ))}
      </ol>
    )}
  </Card>
);

const Progress = () => {
  const running = actions.value.find(({ name, state }) => name === "redrive" && state === "running");
  return running === undefined ? null : (
    <div class="progress" role="status">
      <progress aria-label="Redrive" /> <span>{running.text === "" ? "starting" : running.text}</span>
    </div>
  );
};

/** What a redrive means for what is no message of a conversation. */
const redriveWords: Readonly<Record<string, string>> = {
  replies: "What is recorded already is not recorded again.",
  events: "They have the ids that they had: a company that was told one already knows it by that.",
};

/** What lies in the dead letters, and the way back for it. */
const DeadLetterCard = () => {
  const queues = picture.value?.queues;
  return (
    <Card id="dead-title" title="Dead letters">
      <p class="faint">
        Messages that were received too often. Mend the cause first; moved back too early, they return.
      </p>
      <ul class="things">
        {queueNames.map((name) => {
          const count = queues?.[name].deadLetters ?? 0;
          return (
            <li key={name} data-channel={name}>
              <span>
                <strong>{queueTitles[name]}</strong>{" "}
                <span class={count > 0 ? "bad" : "faint"}>
                  {count === 0 ? "none" : countText(count, "dead letter")}
                </span>
              </span>
              <AskButton
                label="Redrive"
                isOff={count === 0}
                title={`Move the dead letters of ${queueTitles[name]} back?`}
                verb="Move them back"
                action="redrive"
                input={{ channel: name }}
              >
                <p>
                  {countText(count, "message goes", "messages go")} back to the queue, each at most once.{" "}
                  {redriveWords[name] ?? "Those of conversations that are final do nothing; none is sent twice."}
                </p>
              </AskButton>
            </li>
          );
        })}
      </ul>
      <Progress />
    </Card>
  );
};

/** Sends of which nobody knows whether they came about. */
const UncertainCard = () => {
  const uncertain = { ...noFilter, status: "delivery_unknown" };
  const found = useAnswer(() => get<ConversationPage>("/api/conversations", uncertain), [pulse.value])?.rows;
  return (
    <Card id="uncertain-title" title="Uncertain sends">
      <p class="faint">The engine never sends these again by itself. Look at the carrier, then say what happened.</p>
      {found?.length === 0 && <p>None. Every message is sent, on its way, or failed for a known reason.</p>}
      <ul class="things">
        {found?.map((row) => (
          <li key={row.id}>
            <span>
              <a href={conversationHref(row.id)}>{row.name === "" ? row.recipient : row.name}</a>{" "}
              <span class="faint">
                {channelText(row.channel)}, <Time at={row.accepted_at} />
              </span>
            </span>
            <SettleButton row={row} label="Settle" />
          </li>
        ))}
      </ul>
    </Card>
  );
};

/** What an operator decides; each decision is asked for twice and recorded. */
export const SteerView = () => (
  <>
    <ViewHead title="Dead letters and uncertain sends">
      Steer it: every step asks for a reason and is recorded as {about.value?.operator ?? "…"}.
    </ViewHead>
    {about.value?.mayAct === false && (
      <p class="hint">This console only looks. Start it with --allow-actions to act on {about.value.stack}.</p>
    )}
    <div class="columns">
      <DeadLetterCard />
      <UncertainCard />
    </div>
    <ActionList />
  </>
);
