import { queueNames } from "../../api/channels";
import type { AlarmView } from "../../api/picture";
import { ConversationRow } from "../conversations/conversation-list";
import { Button } from "../parts/button";
import { Box, Card, ViewHead } from "../parts/frames";
import { Time } from "../parts/time";
import { ageText, countText, numberText, queueTitles } from "../parts/words";
import { loading, rows, total } from "../state/conversation-list";
import { conversationHref, goTo, hrefOf } from "../state/route";
import { about, picture, say, useWork } from "../state/store";
import { sendRequest, startForm } from "../try/try-request";
import { FlowPicture } from "./flow-picture";
import { RateChart } from "./rate-chart";

const stateWords = { ALARM: "Firing", OK: "Quiet", INSUFFICIENT_DATA: "No data yet" } as const;
const statesInOrder = ["ALARM", "INSUFFICIENT_DATA", "OK"];

const byState = (one: AlarmView, other: AlarmView): number =>
  statesInOrder.indexOf(one.state) - statesInOrder.indexOf(other.state) || one.name.localeCompare(other.name);

const AlarmRows = ({ alarms }: { readonly alarms: readonly AlarmView[] }) => (
  <ul class="alarms">
    {alarms.map(({ name, state, since, description, reason }) => (
      <li key={name} class={`alarm alarm-${state === "ALARM" ? "firing" : "quiet"}`}>
        <details>
          <summary>
            <span class="alarm-state">{stateWords[state]}</span>
            <span class="alarm-name">{name}</span>
            <span class="faint">
              since <Time at={since} />
            </span>
          </summary>
          <p>{description}</p>
          <p class="faint">{reason}</p>
        </details>
      </li>
    ))}
  </ul>
);

/** Every alarm, those that fire on top. */
const AlarmList = () => {
  const alarms = [...(picture.value?.alarms ?? [])].sort(byState);
  const firing = alarms.filter(({ state }) => state === "ALARM").length;
  return (
    <Card id="alarms-title" title="Alarms">
      <p class={firing > 0 ? "bad" : "faint"}>
        {firing === 0 ? `None of ${alarms.length} fires.` : `${firing} of ${alarms.length} fire.`}
      </p>
      <AlarmRows alarms={alarms.slice(0, firing)} />
      <details>
        <summary>{firing === 0 ? "All alarms" : "The others"}</summary>
        <AlarmRows alarms={alarms.slice(firing)} />
      </details>
    </Card>
  );
};

/** What a newcomer does first: one press, and a message is on its way. */
const FirstMessage = () => {
  const [busy, begin] = useWork();
  const now = about.value;
  const form = now && startForm(now.projects);
  if (
    now === undefined ||
    !now.maySend ||
    now.scenarios.length === 0 ||
    form === undefined ||
    loading.value ||
    rows.value.length > 0
  )
    return null;

  const send = async (): Promise<void> => {
    const { answer } = await sendRequest(form, undefined);
    if (answer.conversation_id === null) say(`The API refused it (${answer.status}): ${answer.body}`, "bad");
    else goTo(conversationHref(answer.conversation_id));
  };

  return (
    <section class="first" aria-labelledby="first-title">
      <h2 id="first-title">The engine is up. Nothing has been sent yet.</h2>
      <p>
        Send a message to {form.first_name} {form.last_name}, who exists on this machine only, and watch it from the
        request to its receipts.
      </p>
      <div class="buttons">
        <Button kind="main" class="button-big" isOff={busy} onPress={() => begin(send)}>
          {busy ? "Sending …" : "Send a first message"}
        </Button>
        <a class="button button-big" href={hrefOf("try")}>
          Write a request yourself
        </a>
      </div>
    </section>
  );
};

const MOST = 5;

/** The newest of the list, as a way into it. */
const LatestConversations = () => (
  <Card id="latest-title" title="Latest conversations">
    {rows.value.length === 0 ? (
      <p class="faint">None yet. The first request makes one.</p>
    ) : (
      <ul class="rows">
        {rows.value.slice(0, MOST).map((row) => (
          <li key={row.id}>
            <ConversationRow row={row} isOpen={false} />
          </li>
        ))}
      </ul>
    )}
    <p class="card-foot">
      <a href={hrefOf("conversations")}>
        {total.value === null || total.value === 0
          ? "All conversations"
          : `All of ${countText(total.value, "conversation")}`}
      </a>
    </p>
  </Card>
);

/** Every queue, in numbers. */
const QueueTable = () => {
  const queues = picture.value?.queues;
  return (
    <Card id="queues-title" title="Queues">
      <Box kind="scroller" label="Queues, in numbers">
        <table>
          <thead>
            <tr>
              {["Queue", "Waiting", "In work", "Oldest", "Dead letters"].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {queues &&
              queueNames.map((name) => {
                const { waiting, inFlight, oldestSeconds, deadLetters } = queues[name];
                return (
                  <tr key={name}>
                    <th scope="row">{queueTitles[name]}</th>
                    <td>{numberText(waiting)}</td>
                    <td>{numberText(inFlight)}</td>
                    <td>{oldestSeconds === null ? "–" : ageText(oldestSeconds)}</td>
                    <td>
                      {deadLetters === 0 ? (
                        "0"
                      ) : (
                        <a class="bad" href={hrefOf("steer")}>
                          {numberText(deadLetters)}
                        </a>
                      )}
                    </td>
                  </tr>
                );
              })}
          </tbody>
        </table>
      </Box>
    </Card>
  );
};

/** The whole engine at a glance. */
export const LiveView = () => (
  <>
    <ViewHead title="Overview">
      {picture.value === undefined ? "Waiting for the first picture …" : `Live, and counted ${picture.value.span}.`}
    </ViewHead>
    <FirstMessage />
    <FlowPicture />
    <Card id="chart-title" title="Over time">
      <RateChart />
    </Card>
    <div class="columns">
      <QueueTable />
      <LatestConversations />
    </div>
    <AlarmList />
  </>
);
