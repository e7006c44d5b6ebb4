import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { claim } from "../../runtime/processor/claim";
import { processMessage } from "../../runtime/processor/process-message";
import type { QueueAnswer } from "../../runtime/processor/stages";
import { channels } from "../../runtime/request/request";
import { processorSettings } from "../../tools/measure/sample/functions";
import { sampleMessage } from "../../tools/measure/sample/queue-message";
import { seededRandom } from "../../tools/providers/injected-faults/seeded-random";
import { inMemoryConversations } from "../helpers/in-memory-conversations";
import { happyProcessorEnv } from "../helpers/processor-env";
import { claimedRecord, delivery, deliveryOfBody, processorRecord } from "../helpers/queue-message";
import { fixedIds, manualClock, START } from "../helpers/time-and-chance";
import { isQuick, proofSeed } from "./support/fault";
import { queuedRequest } from "./support/requests";
import { slowStore } from "./support/store-in-time";
import { virtualTime } from "./support/virtual-time";

const KEYS = isQuick ? 10 : 100;
const REPEATS = isQuick ? 10 : 100;
const SLOWEST_MS = 40;

/** A table whose every answer takes a time of its own, and everything else at once. */
const racing = (random: () => number) => {
  const time = virtualTime();
  const store = inMemoryConversations();
  const conversations = slowStore(store.conversations, time, () => Math.ceil(random() * SLOWEST_MS));
  const { env, asked, sends } = happyProcessorEnv({ conversations, clock: time.clock });
  const finish = async <A>(running: readonly Promise<A>[]): Promise<readonly A[]> => {
    await time.passOn();
    for (let next = time.nextAt(); next !== undefined; next = time.nextAt()) {
      for (let at: number | undefined = next; at === next; at = time.nextAt()) time.moveTo(next);
      await time.passOn();
    }
    return Promise.all(running);
  };
  return { env, time, store, asked, sends, finish };
};

const isDone = ({ _tag }: QueueAnswer): boolean => _tag === "Done";

test(`${REPEATS} identical requests at once for each of ${KEYS} keys: one conversation, one call paid and one send each`, async () => {
  const seed = proofSeed();
  const { env, time, store, asked, sends, finish } = racing(seededRandom(seed));
  const requests = Array.from({ length: KEYS }, (_, key) => {
    const channel = channels[key % channels.length] ?? "whatsapp";
    const { body } = queuedRequest({ id: 1_001 + key, channel, recipient: key }, time.clock.now());
    return { channel, body };
  });
  const everyone = Array.from({ length: REPEATS }, () => requests).flat();
  const deliverAll = () =>
    finish(
      everyone.map(({ channel, body }, n) =>
        processMessage(deliveryOfBody(body, { receiptHandle: `receipt-${n}` }))({
          ...env,
          settings: { ...env.settings, channel },
        })(),
      ),
    );

  const first = await deliverAll();
  const second = await deliverAll();

  const conversations = store.records().filter(({ send_state }) => send_state === "sent");
  assert.equal([conversations.length, asked.length, sends.length], [KEYS, KEYS, KEYS], `seed ${seed}`);
  assert.is(new Set(sends.map(({ to, from }) => `${from} ${to}`)).size, KEYS);
  assert.ok(first.filter(isDone).length >= KEYS);
  assert.ok(second.every(isDone));
  console.log(
    `races: ${REPEATS} × ${KEYS} requests at once, seed ${seed}: ${conversations.length} conversations, ` +
      `${asked.length} assistant calls, ${sends.length} sends`,
  );
});

test(`${REPEATS} deliveries at once of a message whose worker died: one takes its conversation over`, async () => {
  const seed = proofSeed();
  const { env, store, asked, sends, finish } = racing(seededRandom(seed));
  store.put(claimedRecord());

  const answers = await finish(
    Array.from({ length: REPEATS }, (_, n) =>
      processMessage(delivery("whatsapp", {}, { receiptHandle: `receipt-${n}` }))(env)(),
    ),
  );

  assert.equal([asked.length, sends.length, answers.some(isDone)], [1, 1, true], `seed ${seed}`);
});

test("of two workers that find the same expired lease one gets it, and the other comes again at its end", async () => {
  const { conversations, put } = inMemoryConversations();
  put(processorRecord());
  const env = { conversations, clock: manualClock(), ids: fixedIds(), settings: processorSettings() };
  const received = { message: sampleMessage(), receivedAt: new Date(START) };

  const [first, second] = await Promise.all([claim(received)(env)(), claim(received)(env)()]);

  const held = E.isRight(first) ? first.right.lease.lease_until : "not held";
  assert.equal(second, E.left({ _tag: "Busy", until: held }));
});
