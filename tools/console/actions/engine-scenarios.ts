import { setTimeout } from "node:timers/promises";
import * as E from "fp-ts/Either";
import { freshMessage } from "../../ops/conversations/move-on";
import type { SentMessage } from "../../providers/ledger/ledger-entry";
import { breakCarrier } from "./provider-scenarios";
import { demonstration, heard, type Run, recorded } from "./scenario";

/** Long enough for the kill to come while the carrier has the call. */
const CALL_MS = 3_000;
const INTO_CALL_MS = 400;

/** Kills the process that is about to send, in the middle of its call. */
export const killWorker: Run = async (env, channel, progress) => {
  const { engine, feed } = env;
  const sent = demonstration(engine, channel);
  const mend = breakCarrier(env, sent, { delayMs: CALL_MS });
  try {
    const [conversationId] = await Promise.all([sent.post(), recorded(feed, sent, "sending")]);
    progress("the call has begun");
    await setTimeout(INTO_CALL_MS);
    const killed = engine.services.lambda.kill(`ai-multi-comms-${channel}-processor-local`);
    const text = `Killed ${killed === 1 ? "1 busy worker" : `${killed} busy workers`} of ${channel}.`;
    return killed > 0 ? E.right({ text, conversationId }) : E.left({ text, conversationId });
  } finally {
    mend();
  }
};

/** Lets the table refuse the update that says that a message was sent. */
export const failRecordUpdate: Run = async ({ engine, feed }, channel, progress) => {
  const sent = demonstration(engine, channel);
  const mend = engine.services.taps.dynamo.refuse(
    ({ operation, body }) =>
      operation === "UpdateItem" && body.includes(sent.requestId) && body.includes("initial_message_sent"),
  );
  try {
    const noticed = heard(
      feed,
      "the critical log line",
      (event) =>
        event.kind === "line" &&
        event.line.line.includes('"critical":true') &&
        event.line.line.includes(sent.requestId),
    );
    progress("the carrier takes the message, the table does not");
    // Together, or what is not noticed in the end would be a rejection that nobody hears when the post fails.
    const [conversationId] = await Promise.all([sent.post(), noticed]);
    return E.right({ text: "The update was refused until the function gave up.", conversationId });
  } finally {
    mend();
  }
};

/** Puts a message into its queue a second time. */
export const duplicateDelivery: Run = async ({ engine, feed, env, past }, channel, progress) => {
  const sent = demonstration(engine, channel);
  const [conversationId] = await Promise.all([sent.post(), recorded(feed, sent, "sent")]);
  progress("sent; now once more");
  const key = past.of(conversationId).writes[0]?.key;
  const record = key && (await env.lookups.record(key));
  if (record === undefined) throw new Error("the record cannot be found");
  const message = await freshMessage(env, record);
  if (E.isLeft(message)) throw new Error(message.left);
  const queued = await env.queue.send(message.right)();
  if (E.isLeft(queued)) throw new Error("the queue does not take the message");
  return E.right({ text: "The same message is in the queue a second time.", conversationId });
};

type Forgery = { readonly url: string; readonly type: string; readonly body: string; readonly headers: object };

const forgeryOf = (entry: SentMessage, webhook: string | undefined): Forgery => {
  if (entry.kind === "email") {
    if (webhook === undefined) throw new Error("the project has no address for events");
    const events = [{ event: "bounce", email: entry.to, sg_message_id: entry.id, ref: entry.customArgs.ref }];
    const signature = "x-twilio-email-event-webhook-signature";
    const headers = { [signature]: "Zm9yZ2Vk", "x-twilio-email-event-webhook-timestamp": "1" };
    return { url: webhook, type: "application/json", body: JSON.stringify(events), headers };
  }
  return {
    url: entry.statusCallback ?? "",
    type: "application/x-www-form-urlencoded",
    body: new URLSearchParams({ MessageSid: entry.id, MessageStatus: "failed", ErrorCode: "30008" }).toString(),
    headers: { "x-twilio-signature": "Zm9yZ2VkIGZvcmdlZCBmb3JnZWQ=" },
  };
};

/** Posts a receipt that the carrier has not signed. */
export const forgeReceipt: Run = async ({ engine, feed, past }, channel, progress) => {
  const sent = demonstration(engine, channel);
  const [conversationId] = await Promise.all([sent.post(), recorded(feed, sent, "sent")]);
  progress("sent; now the forgery");
  const [send] = past.of(conversationId).sends;
  if (send === undefined) throw new Error("the carrier's stand-in does not have the message");
  const webhook = engine.webhooks.find(({ sender }) => sender === send.entry.from)?.url;
  const { url, type, body, headers } = forgeryOf(send.entry, webhook);
  const { status } = await fetch(url, { method: "POST", headers: { ...headers, "content-type": type }, body });
  return status === 403
    ? E.right({ text: "The forged receipt was answered 403: refused.", conversationId })
    : E.left({ text: `The forged receipt was answered ${status}.`, conversationId });
};
