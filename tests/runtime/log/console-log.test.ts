import { suite } from "uvu";
import * as assert from "uvu/assert";
import { consoleLog } from "../../../runtime/log/console-log";

const test = suite("console log");

const levels = ["debug", "info", "warn", "error"] as const;

/** What `run` writes to the console, level by level. */
const written = (run: () => void): readonly unknown[] => {
  const lines: unknown[] = [];
  const original = { ...console };
  for (const level of levels) console[level] = (...args: readonly unknown[]) => lines.push([level, ...args]);
  try {
    run();
  } finally {
    Object.assign(console, original);
  }
  return lines;
};

test("hands each event, as an object, to the console's function of its level", () => {
  const event = { event: "request_accepted", attempt: 1 };
  const lines = written(() => {
    for (const level of levels) consoleLog[level](event)();
  });
  assert.equal(
    lines,
    levels.map((level) => [level, event]),
  );
});

test("writes nothing before the effect is run", () => {
  assert.equal(
    written(() => consoleLog.info({ event: "request_accepted" })),
    [],
  );
});

test.run();
