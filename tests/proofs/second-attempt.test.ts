import { test } from "uvu";
import * as assert from "uvu/assert";
import type { LogEvent } from "../../runtime/log/log";
import { candidate, secondsAfterStart, stranded, swept } from "../helpers/sweeper-fixture";
import { START } from "../helpers/time-and-chance";

const DAY = 86_400;

const told = (lines: readonly LogEvent[]) =>
  lines.map(({ event, critical = false, message_id }) => [event, critical, message_id]);

const second = { attempt_id: "attempt-2", sending_at: secondsAfterStart(300) };
const attempts = [{ attempt_id: "attempt-1", sending_at: START }, second];
const again = { ...stranded("uncertain"), ...second, attempts, absences: 1 };

test("believes a list that has none once: the second time nobody can tell, it waits twice as long, and alarms", async () => {
  assert.is((await swept([again], { seconds: 300 + 540 })).after.conversation_status, "processing");
  const { after, queued, lines } = await swept([again], { seconds: 300 + 541 });
  const reason = "the carrier has none of 2 attempts";
  assert.equal(
    [after.send_state, after.conversation_status, after.failure_reason, queued],
    ["uncertain", "delivery_unknown", reason, []],
  );
  assert.equal(told(lines), [["delivery_unknown", true, undefined]]);
});

test("finds both of two attempts, and says that it was sent twice", async () => {
  const listing = [candidate("SM2", 301), candidate("SM1")];
  const { after, lines } = await swept([again], { listing, seconds: 302 });
  assert.equal(
    [after.send_state, after.attempt_id, after.next_check_at],
    ["sent", "attempt-1", secondsAfterStart(302 + DAY)],
  );
  assert.equal(told(lines), [
    ["sent_twice", true, "SM1"],
    ["reconciled", false, "SM1"],
  ]);
});

const sentAgain = stranded("sent", "whatsapp", {
  ...second,
  attempts,
  absences: 1,
  unlisted: { "1": "Ada", "2": "old word" },
  messages: [{ message_id: "SM2" }],
  sending_at: secondsAfterStart(300),
});
const elsewhere = { attempts: [{ attempt_id: "attempt-1", sending_at: START, account: "0123456789abcdef" }, second] };
const perhaps = ["perhaps_sent_twice", true, undefined];

const late = [["sent_twice", true, "SM1"]];

for (const [what, given, expected] of [
  ["nothing of another copy", { listing: [candidate("SM2", 301)] }, []],
  ["a copy that was listed late", { listing: [candidate("SM2", 301), candidate("SM1")] }, late],
  ["a copy in other words than the draft's", { listing: [{ ...candidate("SM1"), text: "Ada, an old word" }] }, late],
  [
    "nothing of the one copy that an operator knew of without its id",
    { listing: [candidate("SM2", 301)], record: { messages: [{ message_id: null }] } },
    [],
  ],
  ["nothing of a stranger's message", { listing: [{ ...candidate("SM9"), text: "Hello" }] }, []],
  ["that nobody can tell a message without words", { listing: [{ ...candidate("SM9"), text: undefined }] }, [perhaps]],
  ["that nobody can tell where the first account is another", { listing: [], record: elsewhere }, [perhaps]],
  [
    "that nobody can tell where the carrier is silent for too long",
    { listing: "silent", seconds: 300 + 2 * DAY + 1 },
    [["sweep_put_off", false, undefined], perhaps],
  ],
] as const)
  test(`looks once more at what was sent again, and tells ${what}`, async () => {
    const { record = {}, ...others } = { record: {}, ...given };
    const { after, lines } = await swept([{ ...sentAgain, ...record }], { seconds: 300 + DAY, ...others });
    assert.equal([after.send_state, after.next_check_at], ["sent", undefined]);
    assert.equal(told(lines), expected);
  });

test("looks once more at what was sent again, and tells that another with these words could own a copy", async () => {
  const rival = stranded("uncertain", "whatsapp", { conversation_id: "another", attempts });
  const { lines } = await swept([sentAgain, rival], { seconds: 300 + DAY, listing: [candidate("SM1")] });
  assert.equal(told(lines), [perhaps]);
});
