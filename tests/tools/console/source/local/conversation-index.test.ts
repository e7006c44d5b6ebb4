import { test } from "uvu";
import * as assert from "uvu/assert";
import { type ConversationSummary, noFilter } from "../../../../../tools/console/api/conversation";
import { totalsOf } from "../../../../../tools/console/api/project";
import { makeConversationIndex } from "../../../../../tools/console/source/local/conversation-index";
import { aRow } from "../../server/a-console";

const rowOf = (number: number, part: Partial<ConversationSummary> = {}): ConversationSummary =>
  aRow(`c${number}`, {
    recipient: `+44740000000${number}`,
    project_id: number % 2 === 0 ? "even" : "odd",
    channel: "sms",
    ...part,
  });

const keyOf = (number: number) => ({ primary_channel: `p${number}`, conversation_id: `c${number}` });

const filled = (most: number) => {
  const index = makeConversationIndex();
  for (let number = 0; number < most; number += 1) index.put(rowOf(number), keyOf(number));
  return index;
};

const idsOf = (rows: readonly ConversationSummary[]): string => rows.map(({ id }) => id).join(" ");

test("gives pages, newest first, that stay whole while new ones come", () => {
  const index = filled(5);
  const first = index.page(noFilter, undefined, 2);
  index.put(rowOf(7), keyOf(7));
  const second = index.page(noFilter, String(first.next), 2);
  const third = index.page(noFilter, String(second.next), 2);
  assert.equal([idsOf(first.rows), idsOf(second.rows), idsOf(third.rows)], ["c4 c3", "c2 c1", "c0"]);
  assert.equal([first.total, third.total, third.next], [5, 6, null]);
});

test("filters by project, channel, status and any part of the recipient", () => {
  const index = filled(5);
  index.put(rowOf(3, { status: "initial_message_sent", channel: "email", name: "Grace" }), keyOf(3));
  const ids = (part: object): string => idsOf(index.page({ ...noFilter, ...part }, undefined, 9).rows);
  assert.is(ids({ project: "ci-aaa-001/even" }), "c4 c2 c0");
  for (const one of [{ channel: "email" }, { status: "initial_message_sent" }, { recipient: "GRACE " }])
    assert.is(ids(one), "c3");
  assert.is(ids({ recipient: "0002" }), "c2");
  for (const home of ["07400 000002", "+44 7400-000002"]) assert.is(ids({ recipient: home }), "c2");
  assert.is(ids({ recipient: "nobody" }), "");
  index.put(rowOf(1, { accepted_at: "2026-11-21T00:00:00.000Z" }), keyOf(1));
  assert.is(ids({ from: "2026-11-21T00:00:00.000Z" }), "c1");
  assert.is(ids({ before: "2026-11-21T00:00:00.000Z", project: "ci-aaa-001/odd" }), "c3");
});

test("keeps a changed row's place, and nothing of one that was erased", () => {
  const index = filled(3);
  index.put(rowOf(1, { status: "failed_unknown" }), keyOf(1));
  index.remove("c2");
  const { rows, total } = index.page(noFilter, undefined, 9);
  assert.equal([idsOf(rows), rows[0]?.status, total, index.size()], ["c1 c0", "failed_unknown", 2, 2]);
  assert.equal([index.keyOf("c2"), index.keyOf("c1")?.primary_channel], [undefined, "p1"]);
});

test("is counted by project and by the day of a zone, with what failed and why", () => {
  const sent = { send_state: "sent", accepted_at: "2026-11-20T23:30:00.000Z" };
  const rows = [
    rowOf(1, { ...sent, delivery: "read" }),
    rowOf(3, { ...sent, delivery: "undelivered", reason: "30005" }),
    rowOf(5, { send_state: "failed", reason: "carrier refused: 21211" }),
    rowOf(2, { send_state: "accepted" }),
  ];
  const counted = (zone: string) =>
    totalsOf(rows, zone).map(({ day, project_id, accepted, sent, delivered, failed, reasons }) => [
      `${day} ${project_id}: ${accepted} ${sent} ${delivered} ${failed}`,
      reasons,
    ]);
  const refused = { "carrier refused: 21211": 1 };
  const lost = { "undelivered: 30005": 1 };
  assert.equal(counted("UTC"), [
    ["2026-11-20 odd: 3 2 1 2", { ...lost, ...refused }],
    ["2026-11-20 even: 1 0 0 0", {}],
  ]);
  assert.equal(counted("Europe/Berlin"), [
    ["2026-11-21 odd: 2 2 1 1", lost],
    ["2026-11-20 odd: 1 0 0 1", refused],
    ["2026-11-20 even: 1 0 0 0", {}],
  ]);
});
