import { suite } from "uvu";
import * as assert from "uvu/assert";
import { maskedAddress } from "../../../ops/show/mask";
import { showText } from "../../../ops/show/show-text";
import { shownConversation } from "../../../ops/show/shown-conversation";
import { START } from "../../helpers/manual-clock";
import { givenUp } from "../records";

const test = suite("shownConversation");

const PERSONAL = /Ada|Byron|ada@example|447400123456|Healthcare|driving licence/;

const record = givenUp({
  messages: [{ message_id: "m1", content: "Hello Ada", delivery_status: "sent" }],
  settlements: [{ at: START, by: "grace", outcome: "resend", reason: "not there" }],
});

test("nothing personal is shown unless that is asked for", () => {
  assert.not.match(showText(shownConversation(record, false, new Date(START))), PERSONAL);
  assert.match(showText(shownConversation(record, true, new Date(START))), /Hello Ada/);
});

test("progress, attempts, delivery and settlements are shown", () => {
  const text = showText(shownConversation(record, false, new Date(START)));
  for (const line of [
    "  send state: uncertain",
    "  conversation status: delivery_unknown",
    "  failure reason: the carrier keeps no list and sent no receipt",
    "  needs: settle",
    "    attempt id: attempt-1",
    "      content: (9 characters, hidden)",
    "    by: grace",
    "    reason: not there",
    "conflicts: none",
  ]) {
    assert.ok(text.split("\n").includes(line), line);
  }
});

test("an address is recognised by who knows it", () => {
  assert.is(maskedAddress("+447400123456"), "+44********56");
  assert.is(maskedAddress("ada@example.com"), "a***@example.com");
});

test.run();
