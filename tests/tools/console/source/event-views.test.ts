import { test } from "uvu";
import * as assert from "uvu/assert";
import { eventViews } from "../../../../tools/console/source/event-views";

/** A line of the events function or of the webhooks function, at a second. */
const line = (second: number, message: object) => ({
  functionName: "webhooks",
  timestamp: `2026-11-20T11:45:${String(second).padStart(2, "0")}.000Z`,
  line: JSON.stringify({ level: "INFO", message: { event_id: "msg_1", ...message } }),
});
const queued = line(1, { event: "event_told", status: "message.sent" });
const tried = (second: number, status: string, receive: number, more: object = {}) =>
  line(second, { event: "webhook_tried", status, receive, ...more });

const stateOf = (...lines: Parameters<typeof eventViews>[0]) => eventViews([queued, ...lines])[0]?.state;

test("an event has its tries, in their order, and what the endpoint counted", () => {
  const refused = tried(2, "Refused", 1, { reason: "it answered 503", retry_in_seconds: 5 });
  const other = line(3, { event_id: "msg_2", event: "event_told", status: "message.read" });
  const views = eventViews([queued, tried(7, "Taken", 2), refused, other], new Map([["msg_1", 2]]));
  assert.equal(views, [
    {
      id: "msg_1",
      type: "message.sent",
      at: "2026-11-20T11:45:01.000Z",
      state: "taken",
      tries: [
        {
          at: "2026-11-20T11:45:02.000Z",
          isTaken: false,
          text: "the company did not take it, it answered 503, again in 5 s",
        },
        { at: "2026-11-20T11:45:07.000Z", isTaken: true, text: "the company took it" },
      ],
      count: 2,
    },
    { id: "msg_2", type: "message.read", at: "2026-11-20T11:45:03.000Z", state: "queued", tries: [], count: 0 },
  ]);
});

test("an event waits for its next try until the last one, and a redrive begins anew", () => {
  assert.is(stateOf(tried(2, "PostFailed", 1)), "waiting");
  assert.is(stateOf(tried(2, "PostFailed", 9)), "dead");
  assert.is(stateOf(tried(2, "Gone", 1)), "dead");
  assert.is(stateOf(tried(2, "Gone", 1), tried(3, "Refused", 1)), "waiting");
  assert.is(stateOf(line(2, { event: "event_not_posted", status: "Unwanted", receive: 1 })), "unwanted");
});

test("what nobody counts is not told", () => {
  assert.is(eventViews([queued])[0]?.count, null);
  assert.equal(eventViews([tried(2, "Taken", 1)]), []);
});
