import { suite } from "uvu";
import * as assert from "uvu/assert";
import { resume } from "../../../ops/resume/resume";
import { checkBucket } from "../../../runtime/conversation/check-bucket";
import { START } from "../../helpers/manual-clock";
import { inMemoryOps } from "../in-memory-ops";
import { deadLettered, guardRecord } from "../records";

const test = suite("resume");

test("a conversation that nobody goes on with gets a fresh message, and the sweeper's eye", async () => {
  const record = deadLettered();
  const id = String(record.conversation_id);
  const { env, table, queued } = inMemoryOps([record, guardRecord("whatsapp")]);

  const resumed = await resume(env, id, "the quota is raised");

  const [now] = table.records().filter(({ conversation_id }) => conversation_id === id);
  assert.equal(resumed, { conversation_id: id, by: "grace", at: START, queued: true });
  assert.equal(
    [now?.send_state, now?.check_bucket, now?.next_check_at, now?.sweeps, now?.settlements],
    [
      "accepted",
      checkBucket(id),
      "2026-11-20T11:50:33.000Z",
      0,
      [{ at: START, by: "grace", outcome: "resume", reason: "the quota is raised" }],
    ],
  );
  assert.equal(
    queued.map(({ channel, attributes }) => [channel, attributes.conversationId]),
    [["whatsapp", id]],
  );
});

test("what is being sent, uncertain, sent or failed is refused, and not touched", async () => {
  for (const send_state of ["sending", "uncertain", "sent", "failed"]) {
    const record = deadLettered({ send_state });
    const { env, table, queued } = inMemoryOps([record, guardRecord("whatsapp")]);

    const resumed = await resume(env, String(record.conversation_id), "mended");

    assert.equal(resumed, {
      refusal: `${record.conversation_id} is ${send_state}: only what is accepted or drafted can be resumed`,
    });
    assert.equal([table.changes, queued], [[], []]);
  }
});

test.run();
