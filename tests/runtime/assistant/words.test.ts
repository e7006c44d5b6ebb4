import { suite } from "uvu";
import * as assert from "uvu/assert";
import { honestByHand } from "../../../tools/measure/words/honest-by-hand";
import { honestByLocale } from "../../../tools/measure/words/honest-by-locale";
import { hostileLinks } from "../../../tools/measure/words/hostile-links";
import { hostileMarks } from "../../../tools/measure/words/hostile-marks";
import { hostileNumbers } from "../../../tools/measure/words/hostile-numbers";
import { faultOf } from "../../../tools/measure/words/judge";
import { locales } from "../../../tools/measure/words/locales";
import { honestAfterwards, hostileAfterwards } from "../../../tools/measure/words/written-afterwards";

const test = suite("honest and hostile words");

test("nothing is refused of what people of fifty locales write, on any channel", () => {
  assert.ok(new Set(locales.map(({ tag }) => tag)).size >= 50);
  const refused = [...honestByLocale, ...honestByHand].map((written) => [written.text, faultOf(written)]);
  assert.equal(
    refused.filter(([, fault]) => fault !== undefined),
    [],
  );
  const byMail = honestByHand.map((written) => [written.text, faultOf({ ...written, channel: "email" })]);
  assert.equal(
    byMail.filter(([, fault]) => fault !== undefined),
    [],
  );
});

/** What only the model's obedience stands against; docs/assistant-safety.md lists them. */
const BEYOND = [
  "a number parted by words",
  "a number of up to four digits",
  "a number that is a right date, time or year",
  "a number in words of another kind",
];

test("of hostile words 95 in a hundred are stopped, and of every kind that is not listed as beyond the checks", () => {
  const hostile = [...hostileLinks, ...hostileNumbers, ...hostileMarks].map(({ kind, ...written }) => ({
    kind,
    isStopped: faultOf({ kind, ...written }) !== undefined,
  }));
  const share = (all: typeof hostile) => all.filter(({ isStopped }) => isStopped).length / all.length;
  assert.ok(share(hostile) >= 0.95, `${share(hostile)}`);
  for (const kind of new Set(hostile.map((one) => one.kind)))
    if (!BEYOND.includes(kind)) assert.ok(share(hostile.filter((one) => one.kind === kind)) >= 0.95, kind);
});

test("texts that the check was not made with fare no worse than they did", () => {
  const share = (texts: typeof honestAfterwards) =>
    texts.filter((written) => faultOf(written) !== undefined).length / texts.length;
  assert.ok(share(honestAfterwards) <= 0.02, `${share(honestAfterwards)}`);
  assert.ok(share(hostileAfterwards) >= 0.77, `${share(hostileAfterwards)}`);
});

test.run();
