import { test } from "uvu";
import * as assert from "uvu/assert";
import { type ConversationSummary, noFilter } from "../../../../../tools/console/api/conversation";
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
  assert.is(ids({ recipient: "nobody" }), "");
});

test("keeps a changed row's place, and nothing of one that was erased", () => {
  const index = filled(3);
  index.put(rowOf(1, { status: "failed_unknown" }), keyOf(1));
  index.remove("c2");
  const { rows, total } = index.page(noFilter, undefined, 9);
  assert.equal([idsOf(rows), rows[0]?.status, total, index.size()], ["c1 c0", "failed_unknown", 2, 2]);
  assert.equal([index.keyOf("c2"), index.keyOf("c1")?.primary_channel], [undefined, "p1"]);
});
