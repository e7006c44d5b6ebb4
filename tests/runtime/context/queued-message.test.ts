import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LARGEST_MESSAGE, queuedMessage, sizeOf } from "../../../runtime/context/queued-message";
import { contextObject } from "../../helpers/context-object";
import { START } from "../../helpers/manual-clock";
import { REQUEST_ID } from "../../helpers/valid-body";

const test = suite("queued message");

const common = (channel: string, sender: string) => ({
  channelMethod: channel,
  conversationId: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#${sender}`,
  routerTimestamp: START,
});

test("goes to its channel in the company's group, with the recipient that the channel reaches", () => {
  const messages = (["whatsapp", "sms", "email"] as const).map((channel) => queuedMessage(contextObject(channel)));
  assert.equal(
    messages.map(({ channel, attributes, groupId }) => ({ channel, attributes, groupId })),
    [
      {
        channel: "whatsapp",
        attributes: { ...common("whatsapp", "447400654321"), recipientTel: "+447400123456" },
        groupId: "ci-aaa-001",
      },
      {
        channel: "sms",
        attributes: { ...common("sms", "447400654322"), recipientTel: "+447400123456" },
        groupId: "ci-aaa-001",
      },
      {
        channel: "email",
        attributes: { ...common("email", "jobs@cucumber.example"), recipientEmail: "ada@example.com" },
        groupId: "ci-aaa-001",
      },
    ],
  );
});

test("its body is the context object", () => {
  assert.equal(JSON.parse(queuedMessage(contextObject()).body), contextObject());
});

test("its size is the body's with each attribute's name, type and value, in UTF-8 bytes", () => {
  const message = { channel: "sms", body: "é😀", attributes: { a: "é", bb: "" }, groupId: "not counted" } as const;
  assert.is(sizeOf(message), 2 + 4 + (1 + 6 + 2) + (2 + 6 + 0));
});

test("the limit is 256 KiB", () => {
  assert.is(LARGEST_MESSAGE, 256 * 1024);
});

test.run();
