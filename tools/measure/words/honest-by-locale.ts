import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CountryCode, getExampleNumber, type PhoneNumber } from "libphonenumber-js";
import examples from "libphonenumber-js/mobile/examples";
import type { JsonObject } from "../../../runtime/codec/json";
import type { Written } from "./corpus";

/** A locale, its currency, the country of its telephone numbers, and a sentence that a message might have in its language. */
type Locale = Readonly<Record<"tag" | "currency" | "country" | "frame", string>>;

/** A line each. */
export const locales: readonly Locale[] = readFileSync(join(__dirname, "locales.txt"), "utf8")
  .trim()
  .split("\n")
  .map((line) => {
    const [facts = "", frame = ""] = line.split("|");
    const [tag = "", currency = "", country = ""] = facts.split(" ");
    return { tag, currency, country, frame };
  });

const at = (day: number, hour: number, minute = 0): Date => new Date(Date.UTC(2026, 11, day, hour, minute));

/** As given in a request, before anything is written. */
const data = (number: PhoneNumber | undefined): JsonObject => ({
  at: "2026-12-24T14:00:00Z",
  slots: ["10:00", "11:30", "13:00", "14:30", "16:00"],
  salary: { min: 25_000, max: 30_000, exact: 1_234_567 },
  wage: { min: 12.5, max: 13.75 },
  tel: number?.number ?? "+447400999888",
  reference: "HC-2026-004417",
  link: "https://jobs.example/a?id=7",
});

type Formats = Readonly<Record<string, readonly string[]>>;

const numeric = { day: "numeric", month: "numeric", timeZone: "UTC" } as const;
const clock = { hour: "numeric", minute: "2-digit", timeZone: "UTC" } as const;

const dates = ({ tag }: Locale): Formats => {
  const styled = (style: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { timeZone: "UTC", ...style });
  const styles = ["short", "medium", "long", "full"] as const;
  const day = styled(numeric);
  const dayAndTime = styled({ ...numeric, ...clock });
  const time = styled(clock);
  return {
    dates: [
      ...styles.map((dateStyle) => styled({ dateStyle }).format(at(24, 14))),
      day.format(at(24, 14)),
      styled({ month: "numeric", year: "numeric" }).format(at(24, 14)),
    ],
    "dates with a time": [
      ...styles.map((dateStyle) => styled({ dateStyle, timeStyle: "short" }).format(at(24, 14))),
      styled({ dateStyle: "short", timeStyle: "medium" }).format(at(24, 14)),
      dayAndTime.format(at(24, 14, 30)),
      `${time.format(at(24, 9, 5))}, ${day.format(at(24, 9))}`,
    ],
    times: [
      time.format(at(24, 14, 30)),
      styled({ timeStyle: "medium" }).format(at(24, 9, 5)),
      styled({ hour: "numeric" }).format(at(24, 9)),
    ],
    "ranges of dates": [
      ...styles.map((dateStyle) => styled({ dateStyle }).formatRange(at(24, 14), at(26, 16))),
      day.formatRange(at(24, 14), at(26, 14)),
      `${day.format(at(24, 14))} - ${day.format(at(31, 14))}`,
      styled({ dateStyle: "short" }).formatRange(at(24, 14), new Date(Date.UTC(2027, 0, 2))),
      dayAndTime.formatRange(at(24, 14), at(26, 16)),
    ],
    "ranges of times": [
      time.formatRange(at(24, 9), at(24, 17, 30)),
      dayAndTime.formatRange(at(24, 9), at(24, 17)),
      `${time.format(at(24, 22))}–${time.format(at(24, 6))}`,
    ],
  };
};

const amounts = ({ tag, currency }: Locale): Formats => {
  const money = new Intl.NumberFormat(tag, { style: "currency", currency });
  const named = new Intl.NumberFormat(tag, { style: "currency", currency, currencyDisplay: "code" });
  const whole = new Intl.NumberFormat(tag, { style: "currency", currency, maximumFractionDigits: 0 });
  const exact = new Intl.NumberFormat(tag, { minimumFractionDigits: 2 });
  const plain = new Intl.NumberFormat(tag);
  return {
    amounts: [money, named, whole, exact, plain].flatMap((format) =>
      [12.5, 950, 2_500, 25_000, 1_234_567].map((sum) => format.format(sum)),
    ),
    "ranges of amounts": [money, named, whole, exact, plain].flatMap((format) => [
      format.formatRange(25_000, 30_000),
      format.formatRange(12.5, 13.75),
      format.formatRange(800, 1_200),
      `${format.format(25_000)} - ${format.format(30_000)}`,
    ]),
    "shares and measures": [
      new Intl.NumberFormat(tag, { style: "percent" }).formatRange(0.1, 0.25),
      new Intl.NumberFormat(tag, { style: "unit", unit: "kilometer" }).formatRange(5, 12),
      new Intl.NumberFormat(tag, { style: "unit", unit: "hour", unitDisplay: "long" }).format(37.5),
    ],
  };
};

const lists = ({ tag }: Locale): Formats => {
  const time = new Intl.DateTimeFormat(tag, clock);
  const day = new Intl.DateTimeFormat(tag, numeric);
  const times = [at(1, 10), at(1, 11, 30), at(1, 13), at(1, 14, 30), at(1, 16)].map((one) => time.format(one));
  const days = [at(3, 9), at(10, 9), at(17, 9), at(38, 9)].map((one) => day.format(one));
  const counts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((one) => new Intl.NumberFormat(tag).format(one));
  const joined = (type: Intl.ListFormatType) => new Intl.ListFormat(tag, { type });
  const written = (items: readonly string[]) => [
    joined("conjunction").format(items),
    joined("disjunction").format(items),
    joined("unit").format(items),
    items.join(", "),
    items.join(" / "),
    items.join("; "),
  ];
  /** In Chinese a list of measures has nothing between its items, which nobody does with numbers. */
  const isReadable = (text: string) => !/\d{5,}|\d\/\d+\/\d/.test(text);
  return { lists: [times, days, counts].flatMap(written).filter(isReadable) };
};

const hours = ({ tag }: Locale): Formats => {
  const weekday = new Intl.DateTimeFormat(tag, { weekday: "short", timeZone: "UTC" });
  const time = new Intl.DateTimeFormat(tag, clock);
  const [monday, friday, saturday] = [at(7, 9), at(11, 9), at(12, 9)].map((one) => weekday.format(one));
  const bare = (hour: number) => new Intl.NumberFormat(tag).format(hour);
  const open = time.formatRange(at(7, 9), at(7, 17, 30));
  return {
    "opening hours": [
      `${monday}–${friday} ${open}, ${saturday} ${time.formatRange(at(7, 10), at(7, 14))}`,
      `${monday}-${friday}: ${open}; ${saturday}: ${bare(10)}-${bare(14)}`,
      `${bare(9)}-${bare(12)}, ${bare(13)}-${bare(17)}`,
      `${bare(8)}–${bare(12)} & ${bare(13)}–${bare(18)}, ${saturday} ${bare(9)}–${bare(13)}`,
      `${time.format(at(7, 9))}-${time.format(at(7, 12))} / ${time.format(at(7, 13))}-${time.format(at(7, 17))}`,
      "24/7",
    ],
  };
};

const numbers = ({ tag }: Locale, number: PhoneNumber | undefined): Formats => {
  const time = new Intl.DateTimeFormat(tag, clock);
  const written =
    number === undefined
      ? []
      : [
          number.formatNational(),
          number.formatInternational(),
          number.number,
          number.format("IDD", { fromCountry: "GB" }),
        ];
  return {
    "known numbers": [
      ...written,
      ...written.flatMap((one) => [`${one}, 9-5`, `${one} - ${time.format(at(1, 14, 30))}`, `(${one})`]),
      "HC-2026-004417",
      "004417",
    ],
    "known links": ["https://jobs.example/a?id=7", "jobs.example", "jobs@cucumber.example"],
  };
};

const writtenIn = (locale: Locale): readonly Written[] => {
  const number = getExampleNumber(locale.country as CountryCode, examples);
  const formats = {
    ...dates(locale),
    ...amounts(locale),
    ...lists(locale),
    ...hours(locale),
    ...numbers(locale, number),
  };
  const given = data(number);
  return Object.entries(formats).flatMap(([kind, texts]) =>
    texts.flatMap((text) => [
      { kind, text: locale.frame.replace("{}", text), data: given, channel: "whatsapp" },
      { kind, text, data: given, channel: "whatsapp" },
    ]),
  );
};

/** What people of many places write of dates, times, sums, lists, hours and numbers that they were given. */
export const honestByLocale: readonly Written[] = locales.flatMap(writtenIn);
