import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Channel, channels } from "../../../runtime/request/channel";
import { decodedAs } from "../../helpers/decoded-as";

const test = suite("channel");

test("is whatsapp, sms or email", () => {
  assert.equal(channels, ["whatsapp", "sms", "email"]);
  assert.equal(
    channels.map((channel) => decodedAs(Channel, channel)),
    channels,
  );
});

test("is nothing else, names of an object's own functions included", () => {
  const others = ["WhatsApp", "telegram", "", "__proto__", "constructor", "toString", "hasOwnProperty", 5, null];
  assert.equal(
    others.map((channel) => decodedAs(Channel, channel)),
    others.map(() => "refused"),
  );
});

test.run();
