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
