const moment = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

/** The zone of every time and day on the page, as this machine has it. */
export const zone = moment.resolvedOptions().timeZone;

/** With its name, and how far it is from UTC. */
export const zoneText = (at: Date = new Date()): string => {
  const parts = new Intl.DateTimeFormat("en", { timeZoneName: "shortOffset" }).formatToParts(at);
  return `${zone} (${parts.find(({ type }) => type === "timeZoneName")?.value ?? ""})`;
};

type TimeProps = {
  /** ISO 8601. */
  readonly at: string;
  /** With milliseconds, for what follows fast. */
  readonly isExact?: boolean;
  readonly class?: string;
};

/** A moment with its day; the year and the zone are told where the pointer rests. */
export const Time = ({ at, isExact = false, ...more }: TimeProps) => {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span {...more}>{at}</span>;
  return (
    <time dateTime={at} title={whole.format(date)} {...more}>
      {moment.format(date)}
      {isExact ? `.${at.slice(20, 23)}` : ""}
    </time>
  );
};

/** Days as `YYYY-MM-DD`, both included; nothing for any. */
export type Days = { readonly from: string; readonly to: string };

const isoDay = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

const midnight = (day: string, later = 0): string => {
  if (day === "") return "";
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
};

/** So many days up to today. */
export const lastDays = (count: number): Days => {
  const now = new Date();
  return { from: isoDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() - count + 1)), to: isoDay(now) };
};

/** The days' beginning and end in this machine's zone, as a filter takes them. */
export const boundsOf = ({ from, to }: Days) => ({ from: midnight(from), before: midnight(to, 1) });

type Props = { readonly days: Days; readonly onChoose: (days: Days) => void };

/** From one day to another. */
export const DayRange = ({ days, onChoose }: Props) => (
  <>
    {(["from", "to"] as const).map((end) => (
      <label key={end} class="field">
        <span>{end === "from" ? "From" : "To"}</span>
        <input
          type="date"
          name={end}
          value={days[end]}
          onInput={({ currentTarget }) => onChoose({ ...days, [end]: currentTarget.value })}
        />
      </label>
    ))}
  </>
);
