import { AlarmList } from "../live/alarm-list";
import { FirstMessage } from "../live/first-message";
import { FlowPicture } from "../live/flow-picture";
import { LatestConversations } from "../live/latest-conversations";
import { QueueTable } from "../live/queue-table";
import { RateChart } from "../live/rate-chart";
import { picture } from "../state/store";

/** The whole engine at a glance. */
export const LiveView = () => (
  <>
    <div class="view-head">
      <h1>Live</h1>
      <p class="faint">
        {picture.value === undefined ? "Waiting for the first picture …" : `Counted ${picture.value.span}.`}
      </p>
    </div>
    <FirstMessage />
    <FlowPicture />
    <section class="card" aria-labelledby="chart-title">
      <h2 id="chart-title">Over time</h2>
      <RateChart />
    </section>
    <div class="columns">
      <QueueTable />
      <LatestConversations />
    </div>
    <AlarmList />
  </>
);
