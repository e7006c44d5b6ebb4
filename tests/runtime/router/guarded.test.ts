import * as E from "fp-ts/Either";
import * as RTE from "fp-ts/ReaderTaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { guarded } from "../../../runtime/router/guarded";
import { type Rejection, rejection } from "../../../runtime/router/rejection";

const test = suite("guarded");

type Step = RTE.ReaderTaskEither<object, Rejection, number>;

const throwing = (): never => {
  throw new Error("secret");
};

test("lets success and rejection through", async () => {
  const rejected = rejection("QUEUE_ERROR", "Not queued");
  assert.equal(
    [await guarded((): Step => RTE.right(1))({})(), await guarded((): Step => RTE.left(rejected))({})()],
    [E.right(1), E.left(rejected)],
  );
});

test("catches what is thrown while the step is made, given its ports, started, or later", async () => {
  const steps: readonly (() => Step)[] = [
    throwing,
    () => throwing,
    () => () => throwing,
    () => () => async () => throwing(),
    () => () => () => Promise.reject("secret"),
  ];
  const results = await Promise.all(steps.map((step) => guarded(step)({})()));
  for (const result of results) {
    assert.is(E.isLeft(result) && result.left.code, "INTERNAL_ERROR");
    assert.not.match(JSON.stringify(result), /secret/);
  }
});

test.run();
