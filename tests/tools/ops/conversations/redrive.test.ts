import { suite } from "uvu";
import * as assert from "uvu/assert";
import { encodeContext } from "../../../../runtime/conversation/message";
import { contextJson } from "../../../../tools/measure/sample/queue-message";
import { nothing, type RedriveOptions, redrive } from "../../../../tools/ops/conversations/redrive";
import { processorRecord } from "../../../helpers/queue-message";
import { inMemoryDeadLetters, inMemoryOps } from "../in-memory-ops";

const test = suite("redrive");

const sound = encodeContext(contextJson("whatsapp"));
const old = encodeContext(contextJson("whatsapp", { metadata: { accepted_at: "2026-10-01T00:00:00.000Z" } }));
const all: RedriveOptions = { limit: 1_000, dryRun: false, includeMalformed: false, removeFailed: false };
const quiet = () => undefined;

test("every message goes back with its attributes and its group, and is deleted", async () => {
  const letters = inMemoryDeadLetters([sound, sound, sound]);
  const progress: number[] = [];

  const redriven = await redrive(letters, inMemoryOps().env, all, ({ moved }) => progress.push(moved));

  assert.equal(redriven, { ...nothing, moved: 3 });
  assert.equal(letters.lying, []);
  assert.equal(
    letters.sentBack.map(({ messageId, attributes, groupId }) => [
      messageId,
      attributes.channelMethod?.StringValue,
      groupId,
    ]),
    [1, 2, 3].map((n) => [`letter-${n}`, "whatsapp", "ci-aaa-001"]),
  );
  assert.equal(progress, [2, 3]);
});

test("what no processor reads, or sends any more, is left where it lies and shown again", async () => {
  const letters = inMemoryDeadLetters(["no JSON", old, sound, "{}"]);

  const redriven = await redrive(letters, inMemoryOps().env, all, quiet);

  assert.equal(redriven, { ...nothing, moved: 1, malformed: 2, too_late: 1 });
  assert.equal(
    letters.lying.map(({ messageId }) => messageId),
    ["letter-1", "letter-2", "letter-4"],
  );
  assert.equal(letters.released, ["letter-1", "letter-2", "letter-4"]);
});

test("malformed messages are moved on request", async () => {
  const letters = inMemoryDeadLetters(["no JSON"]);
  const redriven = await redrive(letters, inMemoryOps().env, { ...all, includeMalformed: true }, quiet);
  assert.equal(redriven, { ...nothing, moved: 1, malformed: 1 });
});

test("messages of conversations that have failed for good are left, or deleted on request", async () => {
  const { env } = inMemoryOps([processorRecord({ send_state: "failed" })]);
  const kept = inMemoryDeadLetters([sound]);
  const cleared = inMemoryDeadLetters([sound]);

  assert.equal(await redrive(kept, env, all, quiet), { ...nothing, failed_for_good: 1 });
  assert.equal(await redrive(cleared, env, { ...all, removeFailed: true }, quiet), {
    ...nothing,
    failed_for_good: 1,
    removed: 1,
  });
  assert.equal([kept.lying.length, cleared.lying.length], [1, 0]);
  assert.equal([...kept.sentBack, ...cleared.sentBack], []);
});

test("a dry run counts and changes nothing", async () => {
  const letters = inMemoryDeadLetters([sound, sound, "no JSON"]);
  const options = { ...all, dryRun: true, removeFailed: true };

  const redriven = await redrive(letters, inMemoryOps().env, options, quiet);

  assert.equal(redriven, { ...nothing, moved: 2, malformed: 1 });
  assert.equal([letters.lying.length, letters.sentBack, letters.released.length], [3, [], 3]);
});

test("no more than the limit is moved", async () => {
  const letters = inMemoryDeadLetters([sound, sound, sound, sound, sound], 3);
  const redriven = await redrive(letters, inMemoryOps().env, { ...all, limit: 2 }, quiet);
  assert.equal(redriven, { ...nothing, moved: 2 });
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

  const redriven = await redrive(bouncing, inMemoryOps().env, all, quiet);

  assert.equal(redriven, { ...nothing, moved: 1 });
  assert.equal(
    letters.lying.map(({ messageId }) => messageId),
    ["sent-letter-1"],
  );
});

test("what cannot be sent back stays; what cannot be deleted is said to lie in both queues", async () => {
  const refusing = inMemoryDeadLetters([sound]);
  const keeping = inMemoryDeadLetters([sound]);
  const fails = () => Promise.reject(new Error("no"));

  assert.equal(await redrive({ ...refusing, sendBack: fails }, inMemoryOps().env, all, quiet), {
    ...nothing,
    failed: 1,
  });
  assert.equal(await redrive({ ...keeping, remove: fails }, inMemoryOps().env, all, quiet), {
    ...nothing,
    moved: 1,
    not_deleted: 1,
  });
});

test.run();
