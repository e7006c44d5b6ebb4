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
