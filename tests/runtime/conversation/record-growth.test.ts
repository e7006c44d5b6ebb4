import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { conversationKey } from "../../../runtime/conversation/conversation-key";
import { sizeOfValue } from "../../../runtime/conversation/record-size";
import type { CarrierError } from "../../../runtime/ports/carrier";
import { processMessage } from "../../../runtime/processor/process-message";
import { recordReceipt } from "../../../runtime/receipts/record-receipt";
import { contextObject } from "../../helpers/context-object";
import { fakeCarrier } from "../../helpers/fake-carrier";
import { delivery } from "../../helpers/processor-delivery";
import { type HappyProcessor, happyProcessorEnv } from "../../helpers/processor-env";

const test = suite("growth of a record");

const TIMES = 200;
const key = conversationKey(contextObject("whatsapp"));

const sizeOf = ({ store }: HappyProcessor): number => sizeOfValue(store.find(key));

test("however often its request, another one under its id and its receipts come, a record stays small", async () => {
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
});

test("an attempt that was not sent adds its id and time alone, once for each receive", async () => {
  const notSent: CarrierError = { _tag: "NotSent", reason: "too many requests", retryAfterSeconds: undefined };
  const carrier = { ...fakeCarrier().carrier, send: () => TE.left(notSent) };
  const happy = happyProcessorEnv({ carrier });
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

test.run();
