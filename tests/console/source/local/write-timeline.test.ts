import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { TableWrite } from "../../../../console/source/local/table-write";
import { writeTimeline } from "../../../../console/source/local/write-timeline";

const test = suite("a timeline of writes");

const write = (set: TableWrite["set"], part: Partial<TableWrite> = {}): TableWrite => ({
  at: "2026-11-20T11:45:32.789Z",
  key: { primary_channel: "p", conversation_id: "c" },
  kind: "changed",
  set,
  appended: [],
  outcome: "done",
  ...part,
});

const told = (...writes: readonly TableWrite[]) =>
  writeTimeline(writes).map(({ kind, title, attempt }) => [kind, title, attempt]);

test("tells each state of the protocol, and counts the attempts", () => {
  assert.equal(
    told(
      write({ send_state: "accepted", lease_owner: "w" }, { kind: "new" }),
      write({ send_state: "drafted" }),
      write({ send_state: "sending", attempt_id: "a1" }),
      write({ send_state: "drafted", failure_reason: "status 429" }),
      write({ send_state: "sending", attempt_id: "a2" }),
      write({ send_state: "sent", delivery_status: "queued" }),
      write({ delivery_status: "read" }),
    ),
    [
      ["step", "Claimed: the record is made", null],
      ["step", "The draft is saved", null],
      ["step", "Committed to send", 1],
      ["trouble", "Back to the draft: definitely not sent", null],
      ["step", "Committed to send", 2],
      ["step", "Recorded as sent", null],
      ["delivery", "Receipt: read", null],
    ],
  );
});

test("tells what was refused apart from what the table could not take", () => {
  assert.equal(
    told(
      write({ send_state: "sent" }, { outcome: "refused" }),
      write({ send_state: "sent" }, { outcome: "failed" }),
      write({ send_state: "accepted" }, { kind: "new", outcome: "refused" }),
    ),
    [
      ["note", "Refused: Recorded as sent", null],
      ["trouble", "Could not be written: Recorded as sent", null],
      ["note", "Received again", null],
    ],
  );
});

test("tells operators' settlements, and leaves renewed leases out", () => {
  assert.equal(
    told(
      write({ lease_until: "later" }),
      write({ send_state: "drafted" }, { appended: ["settlements"] }),
      write({ send_state: "uncertain", failure_reason: "no answer" }),
    ),
    [
      ["operator", "Settled: to be sent again", null],
      ["trouble", "Uncertain: the carrier may have it", null],
    ],
  );
});

test.run();
