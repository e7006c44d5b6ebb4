import { suite } from "uvu";
import * as assert from "uvu/assert";
import { makeConsoleApp } from "../../console/server/console-app";
import { openConsole } from "../../console/server/open-console";
import { someParts } from "../console/server/some-parts";
import { closeBrowser, keepScreenshot, openPage, viewAt } from "./browser";
import { busySource } from "./busy-source";

const test = suite("the page under load");

test.after(closeBrowser);

type Figures = {
  /** Share of the time in which the page could not have answered, from tasks of more than 50 ms. */
  readonly blocked: number;
  /** Milliseconds from a key to the next frame. */
  readonly median: number;
  readonly slowest: number;
  readonly rowsOnPage: number;
  /** Rows that were scrolled past. */
  readonly passed: number;
};

/** Types, scrolls and measures, in the page itself. */
const measure = `(async () => {
  let blocked = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) blocked += task.duration - 50;
  }).observe({ type: "longtask" });
  const frame = () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  const list = document.querySelector(".list");
  const field = document.querySelector("textarea, input[type=search]");
  const delays = [];
  const began = performance.now();
  while (performance.now() - began < 6000) {
    const pressed = performance.now();
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
    list.scrollTop += 240;
    await frame();
    delays.push(performance.now() - pressed);
    await new Promise((waited) => setTimeout(waited, 30));
  }
  delays.sort((one, other) => one - other);
  return {
    blocked: blocked / (performance.now() - began),
    median: delays[Math.floor(delays.length / 2)],
    slowest: delays.at(-1),
    rowsOnPage: document.querySelectorAll(".list .row").length,
    passed: Math.round(list.scrollTop / 84),
  };
})()`;

const figuresOf = async (conversations: number, perSecond: number): Promise<Figures> => {
  const source = busySource(conversations, perSecond);
  const console = await openConsole({
    port: 0,
    makeApp: async () => makeConsoleApp({ ...someParts(), source }),
    warn: () => undefined,
  });
  const { page, faults, close } = await openPage(console.url);
  try {
    await viewAt(page, "conversations");
    await page.locator(".row").first().waitFor();
    const figures = (await page.evaluate(measure)) as Figures;
    if (perSecond > 0) await keepScreenshot(page, "10-ten-thousand");
    assert.equal(faults, []);
    return figures;
  } finally {
    await close();
    await console.stop();
  }
};

const text = ({ blocked, median, slowest, rowsOnPage, passed }: Figures): string =>
  `blocked ${(blocked * 100).toFixed(1)} % of the time, key to frame ${median.toFixed(0)} ms (slowest ${slowest.toFixed(0)} ms), ${rowsOnPage} rows on the page, ${passed} scrolled past`;

test("with 10,000 conversations and 50 changes a second it answers as it does with 200 and none", async () => {
  const calm = await figuresOf(200, 0);
  const busy = await figuresOf(10_000, 50);
  console.log(`\n200 conversations, at rest: ${text(calm)}\n10,000, 50 changes a second: ${text(busy)}`);
  assert.ok(busy.rowsOnPage < 60, "only rows in sight are on the page");
  assert.ok(busy.passed > 150, "the list goes on as it is scrolled");
  assert.ok(busy.blocked < 0.5, "most of the time the page is free to answer");
  assert.ok(busy.median < Math.max(100, calm.median * 10), "a key is answered in the same order of time");
});

test.run();
