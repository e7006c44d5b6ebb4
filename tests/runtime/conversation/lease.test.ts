import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isoAfter, leaseFrom } from "../../../runtime/conversation/lease";

const at = new Date("2026-11-20T23:59:30.000Z");

const test = suite("lease");

test("a lease is its owner's for so many seconds", () => {
  assert.equal(leaseFrom("me", at, 160), { lease_owner: "me", lease_until: "2026-11-21T00:02:10.000Z" });
});

test("times in records are in the same order as text as they are in time", () => {
  const anyTime = fc.date({ min: new Date("2026-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(
      anyTime,
      fc.integer({ min: 1, max: 1e6 }),
      (time, seconds) => isoAfter(time, seconds) > isoAfter(time, 0),
    ),
  );
});

test.run();
