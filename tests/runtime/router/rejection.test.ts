import * as E from "fp-ts/Either";
import * as RTE from "fp-ts/ReaderTaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { validateRequest } from "../../../runtime/request/validate-request";
import {
  guarded,
  type Rejection,
  rejection,
  rejectionOf,
  withProject,
  withRequestId,
} from "../../../runtime/router/rejection";
import { REQUEST_ID, validBody } from "../../../tools/measure/sample/request";

const testRejection = suite("rejection");

const plain = rejection("QUEUE_ERROR", "Not queued");

testRejection("of a body's faults the first names it", () => {
  const first = { field: "a", code: "MISSING_REQUEST_ID", message: "a is required" } as const;
  const second = { field: "b", code: "INVALID_TIMESTAMP", message: "b must be a time" } as const;
  assert.equal(rejectionOf([first, second]), {
    _tag: "Rejection",
    code: "MISSING_REQUEST_ID",
    message: "a is required",
    faults: [first, second],
  });
});

testRejection("takes the request's id from the body, if it is one", () => {
  assert.equal(withRequestId(validBody())(plain), { ...plain, requestId: REQUEST_ID });
  const others = [
    {},
    { request_data: null },
    { request_data: [REQUEST_ID] },
    validBody({ request_data: { request_id: "1" } }),
  ];
  for (const body of others) assert.equal(withRequestId(body)(plain), plain);
});

testRejection("names project and channel of a valid request", () => {
  const request = validateRequest(validBody());
  assert.equal(E.isRight(request) && withProject(request.right)(plain), {
    ...plain,
    project: { company_id: "ci-aaa-001", project_id: "pi-aaa-001", channel: "whatsapp" },
  });
});

testRejection.run();

const testGuarded = suite("guarded");

type Step = RTE.ReaderTaskEither<object, Rejection, number>;

const throwing = (): never => {
  throw new Error("secret");
};

testGuarded("lets success and rejection through", async () => {
  const rejected = rejection("QUEUE_ERROR", "Not queued");
  assert.equal(
    [await guarded((): Step => RTE.right(1))({})(), await guarded((): Step => RTE.left(rejected))({})()],
    [E.right(1), E.left(rejected)],
  );
});

testGuarded("catches what is thrown while the step is made, given its ports, started, or later", async () => {
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

testGuarded.run();
