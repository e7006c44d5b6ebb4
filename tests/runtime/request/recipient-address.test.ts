import { suite } from "uvu";
import * as assert from "uvu/assert";
import { addressFieldOf } from "../../../runtime/request/recipient-address";

const test = suite("recipient address");

test("whatsapp and sms reach a number, email an address", () => {
  assert.equal(addressFieldOf, { whatsapp: "recipient_tel", sms: "recipient_tel", email: "recipient_email" });
});

test.run();
