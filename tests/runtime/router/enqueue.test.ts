import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LARGEST_MESSAGE, queuedMessage, sizeOf } from "../../../runtime/context/queued-message";
import { enqueue } from "../../../runtime/router/enqueue";
import { rejection } from "../../../runtime/router/rejection";
import { contextObject } from "../../helpers/context-object";
import { inMemoryQueue, refusingQueue } from "../../helpers/fakes/in-memory-queue";
import { notGiven } from "../../helpers/not-given";

const test = suite("enqueue");

/** A context object whose message has this many bytes, attributes included. */
const contextOf = (bytes: number, filling = "x") => {
  const padded = (pad: string) => contextObject("sms", { company_data_payload: { pad } });
  return padded(filling.repeat(bytes - sizeOf(queuedMessage(padded("")))));
};

test("hands the message to the queue", async () => {
  const { queue, queued } = inMemoryQueue();
  assert.equal(await enqueue(contextObject())({ queue })(), E.right(undefined));
  assert.equal(queued, [queuedMessage(contextObject())]);
});

test("a message of exactly 256 KiB with its attributes is accepted", async () => {
  const { queue, queued } = inMemoryQueue();
  await enqueue(contextOf(LARGEST_MESSAGE))({ queue })();
  assert.equal(queued.map(sizeOf), [LARGEST_MESSAGE]);
});

test("one byte more is refused, and the queue is not asked", async () => {
  const result = await enqueue(contextOf(LARGEST_MESSAGE + 1))({ queue: { send: notGiven("queue.send") } })();
  assert.equal(
    result,
    E.left(
      rejection(
        "PAYLOAD_TOO_LARGE",
        "The request with its project's record exceeds 262144 bytes, or what a record can hold",
      ),
    ),
  );
});

test("what fits the queue and not the record is refused, and the queue is not asked", async () => {
  const short = Array.from({ length: 100_000 }, () => 1);
  const context = contextObject("sms", { frontend_payload: { project_data: { short } } });
  const result = await enqueue(context)({ queue: { send: notGiven("queue.send") } })();
  assert.is(E.isLeft(result) && result.left.code, "PAYLOAD_TOO_LARGE");
});

test("an escaped character counts with all its bytes", async () => {
  const context = contextObject("sms", { company_data_payload: { pad: "\uFFFE".repeat(43_600) } });
  const result = await enqueue(context)({ queue: { send: notGiven("queue.send") } })();
  assert.is(E.isLeft(result) && result.left.code, "PAYLOAD_TOO_LARGE");
});

test("a queue that refuses is a QUEUE_ERROR", async () => {
  assert.equal(
    await enqueue(contextObject())({ queue: refusingQueue })(),
    E.left(rejection("QUEUE_ERROR", "The request cannot be queued at the moment")),
  );
});

test.run();
