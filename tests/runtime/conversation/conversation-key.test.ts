import { suite } from "uvu";
import * as assert from "uvu/assert";
import { conversationId } from "../../../runtime/conversation/conversation-id";
import { conversationKey } from "../../../runtime/conversation/conversation-key";
import { contextObject } from "../../helpers/context-object";
import { REQUEST_ID } from "../../helpers/valid-body";

const project = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };

const test = suite("conversation-key");

test("a conversation stands under the address that its channel reaches", () => {
  assert.equal(
    (["whatsapp", "sms", "email"] as const).map((channel) => conversationKey(contextObject(channel))),
    [
      { primary_channel: "+447400123456", conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#447400654321` },
      { primary_channel: "+447400123456", conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#447400654322` },
      {
        primary_channel: "ada@example.com",
        conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#jobs@cucumber.example`,
      },
    ],
  );
});

test("an id names project, request and sender, a number without its plus", () => {
  assert.is(conversationId(project, REQUEST_ID, "+447400654321"), `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#447400654321`);
  assert.is(
    conversationId(project, REQUEST_ID, "a+b@example.com"),
    `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#a+b@example.com`,
  );
});

test.run();
