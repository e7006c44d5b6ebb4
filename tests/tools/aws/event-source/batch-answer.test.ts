import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readBatchAnswer } from "../../../../tools/aws/event-source/batch-answer";

const read = readBatchAnswer(["a", "b"]);

for (const payload of ["null", "{}", '{"batchItemFailures":null}', '{"batchItemFailures":[]}'])
  test(`${payload} means that all succeeded`, () => {
    assert.equal(read(payload), E.right([]));
  });

test("listed messages failed, also when one is listed twice", () => {
  const payload = '{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"b"}]}';
  assert.equal(read(payload), E.right(["b"]));
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
    assert.ok(E.isLeft(read(payload)));
  });
