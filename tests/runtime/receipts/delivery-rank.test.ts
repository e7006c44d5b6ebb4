import { suite } from "uvu";
import * as assert from "uvu/assert";
import { deliveryRank } from "../../../runtime/receipts/delivery-rank";

const test = suite("the rank of a delivery status");

/** Twilio: "Outbound Message Status"; SendGrid: "Event Webhook", delivery events and opens. */
const ascending: readonly (readonly string[])[] = [
  ["accepted", "scheduled", "queued"],
  ["processed", "sending"],
  ["deferred", "sent"],
  ["failed", "undelivered", "dropped", "bounce", "blocked"],
  ["delivered"],
  ["open", "read"],
  ["click"],
];

test("rises as the delivery goes on", () => {
  assert.equal(
    ascending.map((statuses) => statuses.map(deliveryRank)),
    ascending.map((statuses, index) => statuses.map(() => index + 1)),
  );
});

test("is 0 for what tells nothing of the delivery", () => {
  for (const status of [
    null,
    "",
    "spamreport",
    "unsubscribe",
    "group_resubscribe",
    "canceled",
    "toString",
    "Delivered",
  ])
    assert.is(deliveryRank(status), 0, String(status));
});

test.run();
