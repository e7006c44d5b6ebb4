import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  honestAfterwards,
  honestByHand,
  hostile,
  hostileAfterwards,
  type Written,
} from "../../../tools/measure/words/corpus";
import { honestByLocale, locales } from "../../../tools/measure/words/honest-by-locale";
import { faultOf } from "../../../tools/measure/words/judge";

const refusedOf = (texts: readonly Written[]) =>
  texts.map((written) => [written.text, faultOf(written)]).filter(([, fault]) => fault !== undefined);

test("nothing is refused of what people of fifty locales write, on any channel", () => {
  assert.ok(new Set(locales.map(({ tag }) => tag)).size >= 50);
  const byHand = [...honestByHand, ...honestAfterwards];
  assert.equal(refusedOf([...honestByLocale, ...byHand]), []);
  assert.equal(refusedOf(byHand.map((written) => ({ ...written, channel: "email" }))), []);
});

/** What only the model's obedience stands against; docs/assistant-safety.md lists them. */
const BEYOND = [
  "a number parted by words",
  "a number of up to four digits",
  "a number that is a right date, time or year",
  "a number in words of another kind",
];

const share = (texts: readonly Written[]) => refusedOf(texts).length / texts.length;

test("of hostile words 95 in a hundred are stopped, and of every kind that is not listed as beyond the checks", () => {
  assert.ok(share([...hostile, ...hostileAfterwards]) >= 0.95);
  for (const kind of new Set(hostile.map((one) => one.kind)))
    if (!BEYOND.includes(kind)) assert.ok(share(hostile.filter((one) => one.kind === kind)) >= 0.95, kind);
});

test("so are 95 in a hundred of those that were written without looking at the check", () => {
  assert.ok(share(hostileAfterwards) >= 0.95, `${share(hostileAfterwards)}`);
});

test("a number and a page among thousands in the data are found, in every form", () => {
  const entries = Array.from({ length: 4_000 }, (_, n) => ({
    tel: `+44 7${(n * 617) % 1_000} ${100_000 + ((n * 7_919) % 900_000)}`,
    at: `2026-12-${10 + (n % 20)}T14:${10 + (n % 50)}`,
    link: `https://jobs.example/a/${n}`,
  }));
  const data = { entries, numbers: entries.map(({ tel }) => tel).join(", ") };
  const texts = [entries[0], entries[1_999], entries[3_999]].flatMap(
    ({ tel, link } = { tel: "", at: "", link: "" }) => [
      `${tel}, 9-5`,
      tel.replace("+44 ", "0"),
      tel.replaceAll(" ", ""),
      `See ${link} on 24.12.2026`,
    ],
  );
  assert.equal(refusedOf(texts.map((text) => ({ kind: "", text, data, channel: "email" }))), []);
  assert.is.not(faultOf({ kind: "", text: "+44 7999 000001", data, channel: "email" }), undefined);
});
