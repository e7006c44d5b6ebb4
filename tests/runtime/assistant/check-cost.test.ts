import { test } from "uvu";
import * as assert from "uvu/assert";
import units from "../../../tools/measure/words/costly.json";
import { checkOf } from "../../../tools/measure/words/judge";

/** The least time of several tries, in milliseconds: what else the machine does only adds to it. */
const leastTime = (data: string, answer: string): number => {
  const text = JSON.stringify({ "1": answer });
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const check = checkOf({ data: { text: data }, channel: "email" });
      const start = process.cpuUsage();
      check(text);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1_000;
    }),
  );
};

const DATA = 60_000;
const ANSWER = 1_000;
const PROBE = " evil.dev 09015550123";

/** Four times the text may take four times as long; its square would take sixteen times. */
const MOST = 9;
/** Below that the clock of the process tells little. */
const NEGLIGIBLE = 8;

const KINDS =
  "combining marks|marks upon letters|phrases in one character|one long word|one digit|digits and commas|days and months|sums|" +
  "telephone numbers|digits of another script|mixed alphabets|domains|one long domain|paths|mailboxes|letters with dots|starred|" +
  "digits in words|codes|international numbers|handles|years";

for (const [what, unit] of Object.entries(units).filter(([name]) => KINDS.split("|").includes(name)))
  test(`its time grows with the length of the data alone: ${what}`, () => {
    const filled = (length: number) => unit.repeat(length / unit.length);
    const short = leastTime(filled(DATA / 4), filled(ANSWER - 40) + PROBE);
    const long = leastTime(filled(DATA), filled(ANSWER - 40) + PROBE);
    assert.ok(long < NEGLIGIBLE || long < MOST * short, `${short} ms, then ${long} ms`);
  });
