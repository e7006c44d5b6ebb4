import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { conversationKey, sizeOfValue } from "../../../runtime/conversation/message";
import type { CarrierError } from "../../../runtime/ports/carrier";
import { processMessage } from "../../../runtime/processor/process-message";
import { recordReceipt } from "../../../runtime/receipts/record-receipt";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { refuses } from "../../helpers/fake-providers";
import { type HappyProcessor, happyProcessorEnv } from "../../helpers/processor-env";
import { delivery } from "../../helpers/queue-message";

const testRecordSize = suite("record-size");

for (const [what, value, bytes] of [
  ["text by its UTF-8 bytes", "größe 👩", 12],
  ["a truth value and nothing by one", [true, null], 3 + 2 * 2],
  ["a number by half its digits and two more", [0, 12, -123], 3 + 3 * 1 + 3 + 3 + 4],
  ["a list and a map by three, and one for each thing in it", { ab: [], c: {} }, 3 + (2 + 3 + 1) + (1 + 3 + 1)],
] as const) {
  testRecordSize(`it counts ${what}`, () => {
    assert.is(sizeOfValue(value), bytes);
  });
}

testRecordSize("whatever the data, it is more than their texts and names", () => {
  const textOf = (value: unknown): number => {
    if (typeof value === "string") return Buffer.byteLength(value);
    if (typeof value !== "object" || value === null) return 0;
    return Object.entries(value).reduce(
      (sum, [name, item]) => sum + (Array.isArray(value) ? 0 : Buffer.byteLength(name)) + textOf(item),
      0,
    );
  };
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => sizeOfValue(data) > textOf(data)));
});

const testRecordGrowth = suite("growth of a record");

const TIMES = 200;
const key = conversationKey(sampleMessage("whatsapp"));

const sizeOf = ({ store }: HappyProcessor): number => sizeOfValue(store.find(key));

testRecordGrowth(
  "however often its request, another one under its id and its receipts come, a record stays small",
  async () => {
    const happy = happyProcessorEnv();
    await processMessage(delivery("whatsapp"))(happy.env)();
    const attempt = String(happy.store.find(key)?.attempt_id);
    const once = sizeOf(happy);

    for (let time = 0; time < TIMES; time += 1) {
      await processMessage(delivery("whatsapp"))(happy.env)();
      await processMessage(delivery("whatsapp", { frontend_payload: { project_data: { time } } }))(happy.env)();
      for (const status of ["sent", "delivered", "read"])
        await recordReceipt(key, { attemptId: attempt, messageId: "SM1", status, errorCode: undefined })(happy.env)();
    }

    const { messages, conflicts } = happy.store.find(key) as { messages: unknown[]; conflicts: unknown[] };
    assert.equal([messages.length, conflicts.length], [1, 20]);
    assert.ok(sizeOf(happy) < once + 3_000, `${once} bytes became ${sizeOf(happy)}`);
  },
);

testRecordGrowth("an attempt that was not sent adds its id and time alone, once for each receive", async () => {
  const notSent: CarrierError = { _tag: "NotSent", reason: "too many requests", retryAfterSeconds: undefined };
  const happy = happyProcessorEnv({}, Array(10).fill(refuses(notSent)));
  const sizes: number[] = [];

  for (let receive = 1; receive <= 10; receive += 1) {
    await processMessage(delivery("whatsapp"))(happy.env)();
    sizes.push(sizeOf(happy));
  }

  const { attempts } = happy.store.find(key) as { attempts: unknown[] };
  assert.is(attempts.length, 10);
  assert.ok(
    sizes.every((size, index) => size < (sizes[0] ?? 0) + (index + 1) * 150),
    String(sizes),
  );
});
