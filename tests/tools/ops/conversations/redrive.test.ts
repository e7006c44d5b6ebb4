import { test } from "uvu";
import * as assert from "uvu/assert";
import { eventMessageBody } from "../../../../runtime/conversation/event-message";
import { encodeContext } from "../../../../runtime/conversation/message";
import { receivedBody } from "../../../../runtime/conversation/received-message";
import { contextJson } from "../../../../tools/measure/sample/queue-message";
import type { DeadLetters, OpsEnv } from "../../../../tools/ops/connect/ops-env";
import { nothing, type RedriveOptions, redrive, redriveText } from "../../../../tools/ops/conversations/redrive";
import { processorRecord } from "../../../helpers/queue-message";
import { receivedMessage } from "../../../helpers/received-message";
import { deadLettersOf, inMemoryDeadLetters, inMemoryOps } from "../in-memory-ops";

const sound = encodeContext(contextJson("whatsapp"));
const old = encodeContext(contextJson("whatsapp", { metadata: { accepted_at: "2026-10-01T00:00:00.000Z" } }));
const all: RedriveOptions = { limit: 1_000, dryRun: false, includeMalformed: false, removeFailed: false };

const redriven = (whatsapp: DeadLetters, options: Partial<RedriveOptions> = {}, env: OpsEnv = inMemoryOps().env) =>
  redrive({ ...env, deadLetters: deadLettersOf({ whatsapp }) }, "whatsapp", { ...all, ...options }, () => undefined);

test("every message goes back with its attributes and its group, and is deleted", async () => {
  const letters = inMemoryDeadLetters([sound, sound, sound]);
  const progress: number[] = [];
  const { env } = inMemoryOps([], { deadLetters: deadLettersOf({ whatsapp: letters }) });

  const moved = await redrive(env, "whatsapp", all, ({ moved }) => progress.push(moved));

  assert.equal(moved, { ...nothing, moved: 3 });
  assert.equal(letters.lying, []);
  assert.equal(
    letters.sentBack.map((one) => [one.messageId, one.attributes.channelMethod?.StringValue, one.groupId]),
    [1, 2, 3].map((n) => [`letter-${n}`, "whatsapp", "ci-aaa-001"]),
  );
  assert.equal(progress, [2, 3]);
});

test("what no processor reads, or sends any more, is left where it lies and shown again", async () => {
  const letters = inMemoryDeadLetters(["no JSON", old, sound, "{}"]);

  assert.equal(await redriven(letters), { ...nothing, moved: 1, malformed: 2, too_late: 1 });

  const left = ["letter-1", "letter-2", "letter-4"];
  assert.equal([letters.lyingIds(), letters.released], [left, left]);
});

test("what only a later version reads is left, also when malformed messages are moved", async () => {
  const letters = inMemoryDeadLetters([encodeContext(contextJson("whatsapp", { metadata: { schema: 3 } }))]);
  assert.equal(await redriven(letters, { includeMalformed: true }), { ...nothing, newer: 1 });
});

test("events go back with the ids that they had, of one company or project where that is asked for", async () => {
  const event = (company_id: string, project_id: string) =>
    eventMessageBody({
      kind: "event",
      schema: 1,
      id: "msg_1",
      type: "message.sent",
      company_id,
      project_id,
      body: "{}",
    });
  const bodies = [event("ci-1", "pi-1"), event("ci-1", "pi-2"), event("ci-2", "pi-1"), sound];
  const moved = async (whose: Partial<RedriveOptions>) => {
    const events = inMemoryDeadLetters(bodies);
    const { env } = inMemoryOps([], { deadLetters: deadLettersOf({ events }) });
    const tally = await redrive(env, "events", { ...all, ...whose }, () => undefined);
    assert.equal(
      events.sentBack.map(({ body }) => body),
      bodies.filter((_, at) => !events.lyingIds().includes(`letter-${at + 1}`)),
    );
    return { tally, left: events.lyingIds() };
  };

  assert.equal(await moved({}), { tally: { ...nothing, moved: 3, malformed: 1 }, left: ["letter-4"] });
  const ofCompany = await moved({ company: "ci-1" });
  assert.equal(ofCompany.tally, { ...nothing, moved: 2, others: 1, malformed: 1 });
  const ofProject = await moved({ company: "ci-1", project: "pi-2" });
  assert.equal(ofProject, {
    tally: { ...nothing, moved: 1, others: 2, malformed: 1 },
    left: ["letter-1", "letter-3", "letter-4"],
  });
  assert.match(redriveText("events", ofProject.tally, all), "2 are for other projects and were left.");
});

test("what people wrote goes back, however old, and what is no such message stays", async () => {
  const answer = receivedMessage({ received_at: "2026-10-01T00:00:00.000Z" });
  const later = JSON.stringify({ ...answer, schema: 2 });
  const replies = inMemoryDeadLetters([receivedBody(answer), sound, later]);
  const { env } = inMemoryOps([], { deadLetters: deadLettersOf({ replies }) });

  const moved = await redrive(env, "replies", all, () => undefined);

  assert.equal(moved, { ...nothing, moved: 1, malformed: 1, newer: 1 });
  assert.equal([replies.sentBack[0]?.body, replies.lyingIds()], [receivedBody(answer), ["letter-2", "letter-3"]]);
  assert.is(
    redriveText("replies", moved, all),
    "Moved 1 message of replies back to the queue. 1 cannot be read and were left (--include-malformed moves them too). 1 are of a later version's form and were left: redrive with that version.",
  );
});

test("malformed messages are moved on request", async () => {
  const letters = inMemoryDeadLetters(["no JSON"]);
  assert.equal(await redriven(letters, { includeMalformed: true }), { ...nothing, moved: 1, malformed: 1 });
});

test("messages of conversations that have failed for good are left, or deleted on request", async () => {
  const { env } = inMemoryOps([processorRecord({ send_state: "failed" })]);
  const kept = inMemoryDeadLetters([sound]);
  const cleared = inMemoryDeadLetters([sound]);

  const failed = { ...nothing, failed_for_good: 1 };
  assert.equal(await redriven(kept, {}, env), failed);
  assert.equal(await redriven(cleared, { removeFailed: true }, env), { ...failed, removed: 1 });
  assert.equal([kept.lying.length, cleared.lying.length], [1, 0]);
  assert.equal([...kept.sentBack, ...cleared.sentBack], []);
});

test("a dry run counts and changes nothing", async () => {
  const letters = inMemoryDeadLetters([sound, sound, "no JSON"]);
  const counted = await redriven(letters, { dryRun: true, removeFailed: true });
  assert.equal(counted, { ...nothing, moved: 2, malformed: 1 });
  assert.equal([letters.lying.length, letters.sentBack, letters.released.length], [3, [], 3]);
});

test("no more than the limit is moved", async () => {
  const letters = inMemoryDeadLetters([sound, sound, sound, sound, sound], 3);
  assert.equal(await redriven(letters, { limit: 2 }), { ...nothing, moved: 2 });
  assert.equal([letters.lying.length, letters.released], [3, ["letter-3"]]);
});

test("a message that comes straight back is not moved twice", async () => {
  const letters = inMemoryDeadLetters([sound]);
  const bouncing = {
    ...letters,
    sendBack: async (letter: (typeof letters.lying)[number]) => {
      const messageId = await letters.sendBack(letter);
      letters.lying.push({ ...letter, messageId });
      return messageId;
    },
  };

  assert.equal(await redriven(bouncing), { ...nothing, moved: 1 });
  assert.equal(letters.lyingIds(), ["sent-letter-1"]);
});

test("what cannot be sent back stays; what cannot be deleted is said to lie in both queues", async () => {
  const fails = () => Promise.reject(new Error("no"));
  const refusing = { ...inMemoryDeadLetters([sound]), sendBack: fails };
  const keeping = { ...inMemoryDeadLetters([sound]), remove: fails };

  assert.equal(await redriven(refusing), { ...nothing, failed: 1 });
  assert.equal(await redriven(keeping), { ...nothing, moved: 1, not_deleted: 1 });
});
