import { test } from "uvu";
import * as assert from "uvu/assert";
import type { ConversationSummary } from "../../tools/console/api/conversation";
import { makeHearers } from "../../tools/console/api/hearers";
import type { Changed } from "../../tools/console/api/push";
import type { ConsoleSource } from "../../tools/console/source/console-source";
import { makeConversationIndex } from "../../tools/console/source/local/conversation-index";
import { aConsole, aRow, emptyPicture, emptySource } from "../tools/console/server/a-console";
import { closeBrowser, keepScreenshot, onPage, viewAt } from "./browser";

const statuses = ["initial_message_sent", "processing", "delivery_unknown"] as const;

const rowOf = (number: number, change = 0): ConversationSummary =>
  aRow(`ci-aaa-001#pi-aaa-001#${number}#447400000001`, {
    recipient: `+4474${String(number).padStart(8, "0")}`,
    name: `Person ${number}`,
    status: statuses[change % statuses.length] ?? "processing",
    delivery: change % 2 === 0 ? "delivered" : "read",
    accepted_at: new Date(1_763_640_000_000 + number * 1000).toISOString(),
    preview: `Hello Person ${number}, thank you for your interest in the Healthcare Assistant role. (${change})`,
  });

/** A source with many conversations, of which so many change or are new each second. */
const busySource = (conversations: number, perSecond: number): ConsoleSource => {
  const index = makeConversationIndex();
  const { tell, hear } = makeHearers<Changed>();
  let count = 0;
  let next = conversations;
  const put = (row: ConversationSummary): ConversationSummary => {
    index.put(row, { primary_channel: row.recipient, conversation_id: row.id });
    return row;
  };
  for (let number = 0; number < conversations; number += 1) put(rowOf(number));
  const happen = (): void => {
    count += 1;
    const isNew = count % 5 === 0;
    if (isNew) next += 1;
    const row = put(rowOf(isNew ? next - 1 : next - 1 - (count % Math.min(80, next)), count));
    tell({ changed: [row], gone: [], total: index.size() });
  };
  const timer = perSecond === 0 ? undefined : setInterval(happen, 1000 / perSecond);
  return {
    ...emptySource,
    picture: async () => ({ ...emptyPicture, at: new Date().toISOString() }),
    conversations: async (filter, from, limit) => index.page(filter, from, limit),
    onChange: hear,
    pictureEveryMs: 500,
    close: async () => clearInterval(timer),
  };
};

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
  const { url, stop } = await aConsole({ source: busySource(conversations, perSecond) });
  try {
    return await onPage(url, async (page) => {
      await viewAt(page, "conversations");
      await page.locator(".row").first().waitFor();
      const figures = (await page.evaluate(measure)) as Figures;
      if (perSecond > 0) await keepScreenshot(page, "10-ten-thousand");
      return figures;
    });
  } finally {
    await stop();
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
