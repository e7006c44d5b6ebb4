import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { CHECK_BUCKETS, checkBucket } from "../../../runtime/conversation/check-bucket";

const test = suite("check-bucket");

test("every id has one of the buckets, the same each time", () => {
  const bucketOf = (id: string) => CHECK_BUCKETS.find((one) => one === checkBucket(id));
  fc.assert(fc.property(fc.string(), (id) => bucketOf(id) !== undefined && bucketOf(id) === checkBucket(id)));
});

test("many ids are spread over all of them", () => {
  const buckets = Array.from({ length: 400 }, (_, n) => checkBucket(`ci#pi#${n}#447400654321`));

  for (const one of CHECK_BUCKETS) assert.ok(buckets.filter((bucket) => bucket === one).length > 50);
});

test.run();
