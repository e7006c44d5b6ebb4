import { useState } from "preact/hooks";
import { noFilter } from "../../api/conversation";
import type { DayTotals, Totals } from "../../api/project";
import { Box, Card } from "../parts/frames";
import { boundsOf, DayRange, type Days, lastDays, zone } from "../parts/time";
import { numberText } from "../parts/words";
import { ask } from "../state/api";
import { projectHref, projectName } from "../state/route";
import { about, localPulse, useAnswer } from "../state/store";

/** Counted anew when something has changed; of a deployed stack only when it is asked for, since that is dear. */
const useTotals = (project: string, days: Days): Totals | undefined =>
  useAnswer(
    () => ask<Totals>("totals", { filter: { ...noFilter, project, ...boundsOf(days) }, zone }),
    [project, days.from, days.to, localPulse()],
  );

const reasonsText = (reasons: DayTotals["reasons"]): string =>
  Object.entries(reasons)
    .sort(([, one], [, other]) => other - one)
    .map(([reason, count]) => `${numberText(count)} ${reason}`)
    .join("; ");

const nameOf = (day: DayTotals): string => {
  const known = about.value?.projects.find((one) => projectName(one) === projectName(day));
  return known === undefined ? projectName(day) : `${known.company_name} · ${known.project_name}`;
};

const Row = ({ day, isOfAll }: { readonly day: DayTotals; readonly isOfAll: boolean }) => (
  <tr data-day={day.day}>
    <th scope="row">{day.day}</th>
    {isOfAll && (
      <td class="words">
        <a href={projectHref(day)}>{nameOf(day)}</a>
      </td>
    )}
    {[day.accepted, day.sent, day.delivered, day.failed].map((count, at) => (
      <td key={at} class={at === 3 && count > 0 ? "bad" : ""}>
        {numberText(count)}
      </td>
    ))}
    <td class="words">{reasonsText(day.reasons)}</td>
  </tr>
);

/** What became of what was accepted, day by day; of all projects where none is named. */
export const TotalsCard = ({ project = "" }: { readonly project?: string }) => {
  const [days, setDays] = useState(() => lastDays(7));
  const totals = useTotals(project, days);
  const isOfAll = project === "";
  const columns = ["Accepted on", ...(isOfAll ? ["Project"] : []), "Accepted", "Sent", "Delivered", "Failed", "Why"];
  return (
    <Card id="totals-title" title="Day by day">
      <div class="toolbar">
        <div class="pair">
          <DayRange days={days} onChoose={setDays} />
        </div>
      </div>
      <Box kind="scroller" label="Totals by day">
        <table>
          <thead>
            <tr>
              {columns.map((title) => (
                <th key={title} scope="col" class={["Project", "Why"].includes(title) ? "words" : ""}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {totals?.days.map((day) => (
              <Row key={`${day.day} ${projectName(day)}`} day={day} isOfAll={isOfAll} />
            ))}
          </tbody>
        </table>
      </Box>
      {totals?.days.length === 0 && <p class="faint">Nothing was accepted on these days.</p>}
      {totals?.isWhole === false && <p class="faint">There are more than were counted: choose fewer days.</p>}
      <p class="faint">
        Days of {zone}, each with what became of the requests accepted on it. A request is counted once a processor has
        taken it up; delivered is what the carrier’s receipts say.
      </p>
    </Card>
  );
};
