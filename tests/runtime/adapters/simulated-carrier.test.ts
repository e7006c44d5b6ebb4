import { createHash } from "node:crypto";
import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { simulatedCarrier } from "../../../runtime/adapters/simulated-carrier";
import { verdictOfListing } from "../../../runtime/sweeper/verdict-of-listing";
import { manualClock, START } from "../../helpers/manual-clock";
import { outbound } from "./outbound";

const test = suite("simulated-carrier");

const credentials = { _tag: "Simulated" as const };
const inquiry = (attemptId: string) => ({ from: "a", to: "b", attemptId, timeoutMs: 1 });

test("takes every message and has delivered it at once", async () => {
  assert.equal(
    await simulatedCarrier(manualClock()).send(credentials, outbound())(),
    E.right({
      messageId: `SIM${createHash("sha256").update("attempt-1").digest("hex").slice(0, 32)}`,
      deliveryStatus: "delivered",
      text: undefined,
    }),
  );
});

const idOf = async (attemptId: string): Promise<string> => {
  const sent = await simulatedCarrier(manualClock()).send(credentials, outbound({ attemptId }))();
  return E.isRight(sent) ? sent.right.messageId : "";
};

test("gives every attempt an id of its own, and the same one always, which shows nothing of it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uuid(), fc.uuid(), async (one, other) => {
      assert.match(await idOf(one), /^SIM[0-9a-f]{32}$/);
      assert.is(await idOf(one), await idOf(one));
      assert.is((await idOf(one)) === (await idOf(other)), one === other);
    }),
  );
});

test("has the message of an attempt that was interrupted, so that the sweeper finds it", async () => {
  const clock = manualClock();
  const listed = await simulatedCarrier(clock).list(credentials, inquiry("attempt-1"))();
  assert.ok(E.isRight(listed));
  if (E.isLeft(listed)) return;
  const finding = verdictOfListing({
    listing: listed.right,
    adopted: new Set(),
    othersOpen: false,
    sendingAt: new Date(START),
    attempts: 1,
    now: clock.now(),
    reconcileAfterSeconds: 270,
  });
  assert.equal(finding, {
    _tag: "Found",
    candidate: {
      messageId: await idOf("attempt-1"),
      deliveryStatus: "delivered",
      text: undefined,
      createdAt: new Date(START),
    },
  });
});

test("knows no templates", async () => {
  assert.equal(await simulatedCarrier(manualClock()).templateVariables(credentials, 1)(), E.right(undefined));
});

test.run();
