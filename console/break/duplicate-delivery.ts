import * as E from "fp-ts/Either";
import { readRecord } from "../../ops/lookup/read-record";
import { isRefusal } from "../../ops/refusal";
import { freshMessage } from "../../ops/settle/fresh-message";
import { demonstration } from "./demonstration";
import { heard, type Scenario } from "./scenario";

/** Puts a message into its queue a second time. */
export const duplicateDelivery: Scenario = {
  id: "duplicate-delivery",
  title: "Deliver a message twice",
  what: "A message is sent; then its queue delivers it once more, as SQS now and then does.",
  expect: "The second delivery finds the record final and does nothing. Sent once.",
  channels: ["whatsapp", "sms", "email"],
  run: async ({ engine, feed, env, past }, channel, progress) => {
    const sent = demonstration(engine, channel);
    const recorded = heard(
      feed,
      "the message",
      (event) =>
        event.kind === "write" &&
        event.write.outcome === "done" &&
        event.write.set.send_state === "sent" &&
        event.write.key.conversation_id.includes(sent.requestId),
    );
    const [conversationId] = await Promise.all([sent.post(), recorded]);
    progress("sent; now once more");
    const key = past.of(conversationId).writes[0]?.key;
    const record = key && (await readRecord(env, key));
    if (record === undefined) throw new Error("the record cannot be found");
    const message = await freshMessage(env, record);
    if (isRefusal(message)) throw new Error(message.refusal);
    const queued = await env.queue.send(message)();
    if (E.isLeft(queued)) throw new Error("the queue does not take the message");
    return { done: true, text: "The same message is in the queue a second time.", conversationId };
  },
};
