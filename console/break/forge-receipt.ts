import type { SentMessage } from "../../local/providers/ledger-entry";
import { demonstration } from "./demonstration";
import { heard, type Scenario } from "./scenario";

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
export const forgeReceipt: Scenario = {
  id: "forge-receipt",
  title: "Forge a receipt",
  what: "A message is sent; then somebody who knows its receipts' address posts “failed” with a forged signature.",
  expect: "Answered 403, and the record keeps what the carrier itself says.",
  channels: ["whatsapp", "sms", "email"],
  run: async ({ engine, feed, past }, channel, progress) => {
    const sent = demonstration(engine, channel);
    const taken = heard(
      feed,
      "the message",
      (event) =>
        event.kind === "write" &&
        event.write.set.send_state === "sent" &&
        event.write.key.conversation_id.includes(sent.requestId),
    );
    const [conversationId] = await Promise.all([sent.post(), taken]);
    progress("sent; now the forgery");
    const [send] = past.of(conversationId).sends;
    if (send === undefined) throw new Error("the carrier's stand-in does not have the message");
    const webhook = engine.webhooks.find(({ sender }) => sender === send.entry.from)?.url;
    const { url, type, body, headers } = forgeryOf(send.entry, webhook);
    const { status } = await fetch(url, { method: "POST", headers: { ...headers, "content-type": type }, body });
    return {
      done: status === 403,
      text: `The forged receipt was answered ${status}${status === 403 ? ": refused" : ""}.`,
      conversationId,
    };
  },
};
