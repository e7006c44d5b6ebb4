import type * as t from "io-ts";
import { refinedString } from "../codec/refined-string";

const PATTERN =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,]\d{1,9})?)?(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?$/;

/** The calendar repeats every 400 years; `Date.UTC` would read a year below 100 as one of the 20th century. */
const daysInMonth = (year: number, month: number): number =>
  new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

const exists = (text: string): boolean => {
  const [, year, month, day] = PATTERN.exec(text) ?? [];
  return (
    Number(month) >= 1 &&
    Number(month) <= 12 &&
    Number(day) >= 1 &&
    Number(day) <= daysInMonth(Number(year), Number(month))
  );
};

/** A date-time of ISO 8601's extended format that the calendar has; kept as given. */
export const IsoDateTime = refinedString("an ISO 8601 date-time that exists", (text) =>
  exists(text) ? text : undefined,
);
export type IsoDateTime = t.TypeOf<typeof IsoDateTime>;
