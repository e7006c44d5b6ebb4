import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readBatchAnswer } from "../../../../tools/aws/event-source/batch-answer";

const test = suite("batch verdict");

const settled = (...failed: readonly string[]) => ({ _tag: "Settled", failedIds: new Set(failed) });

for (const payload of ["null", "{}", '{"batchItemFailures":null}', '{"batchItemFailures":[]}'])
  test(`${payload} means that all succeeded`, () => {
    assert.equal(readBatchAnswer(payload, ["a", "b"]), settled());
  });

test("listed messages failed, also when one is listed twice", () => {
  const payload = '{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"b"}]}';
  assert.equal(readBatchAnswer(payload, ["a", "b"]), settled("b"));
});

for (const payload of [
  "",
  "{",
  '"done"',
  "[]",
  '{"batchItemFailures":{}}',
  '{"batchItemFailures":[{}]}',
  '{"batchItemFailures":[null]}',
  '{"batchItemFailures":["a"]}',
  '{"batchItemFailures":[{"itemIdentifier":""}]}',
  '{"batchItemFailures":[{"itemIdentifier":null}]}',
  '{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"c"}]}',
  '{"batchItemFailures":[{"itemidentifier":"a"}]}',
])
  test(`${payload === "" ? "nothing" : payload} fails the whole batch`, () => {
    assert.is(readBatchAnswer(payload, ["a", "b"])._tag, "Malformed");
  });

test.run();
