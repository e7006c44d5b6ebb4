import type { AlarmView } from "../../api/picture";
import { timeText } from "../parts/words";
import { picture } from "../state/store";

const states = { ALARM: "Firing", OK: "Quiet", INSUFFICIENT_DATA: "No data yet" } as const;
const order = ["ALARM", "INSUFFICIENT_DATA", "OK"];

const byState = (one: AlarmView, other: AlarmView): number =>
  order.indexOf(one.state) - order.indexOf(other.state) || one.name.localeCompare(other.name);

const Row = ({ alarm }: { readonly alarm: AlarmView }) => (
  <li class={`alarm alarm-${alarm.state === "ALARM" ? "firing" : "quiet"}`}>
    <details>
      <summary>
        <span class="alarm-state">{states[alarm.state]}</span>
        <span class="alarm-name">{alarm.name}</span>
        <span class="faint">since {timeText(alarm.since)}</span>
      </summary>
      <p>{alarm.description}</p>
      <p class="faint">{alarm.reason}</p>
    </details>
  </li>
);

const Rows = ({ alarms }: { readonly alarms: readonly AlarmView[] }) => (
  <ul class="alarms">
    {alarms.map((alarm) => (
      <Row key={alarm.name} alarm={alarm} />
    ))}
  </ul>
);

/** Every alarm, those that fire on top. */
export const AlarmList = () => {
  const alarms = [...(picture.value?.alarms ?? [])].sort(byState);
  const firing = alarms.filter(({ state }) => state === "ALARM").length;
  return (
    <section class="card" aria-labelledby="alarms-title">
      <h2 id="alarms-title">Alarms</h2>
      <p class={firing > 0 ? "bad" : "faint"}>
        {firing === 0 ? `None of ${alarms.length} fires.` : `${firing} of ${alarms.length} fire.`}
      </p>
      <Rows alarms={alarms.slice(0, firing)} />
      <details>
        <summary>{firing === 0 ? "All alarms" : "The others"}</summary>
        <Rows alarms={alarms.slice(firing)} />
      </details>
    </section>
  );
};
