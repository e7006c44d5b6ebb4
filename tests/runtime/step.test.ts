import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { unforeseen } from "../../runtime/router/rejection";
import { guarded, type Step } from "../../runtime/step";

type Fails = Step<object, unknown, number>;

const throwing = (): never => {
  throw new Error("secret");
};

test("lets success and failure through", async () => {
  const given = [E.right(1), E.left("not queued")];
  const results = given.map((result) => guarded(async () => result, throwing)());
  assert.equal(await Promise.all(results), given);
});

test("catches what is thrown while the step is made, given its ports, started, or later", async () => {
  const steps: readonly (() => Fails)[] = [
    throwing,
    () => throwing,
    () => () => throwing,
    () => () => async () => throwing(),
    () => () => () => Promise.reject("secret"),
  ];
  const results = await Promise.all(steps.map((step) => guarded(() => step()({})(), unforeseen)()));
  for (const result of results) {
    assert.match(JSON.stringify(result), /"_tag":"Left".*INTERNAL_ERROR/);
    assert.not.match(JSON.stringify(result), /secret/);
  }
});
