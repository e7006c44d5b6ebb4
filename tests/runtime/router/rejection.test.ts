import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { validateRequest } from "../../../runtime/request/validate-request";
import { rejection, rejectionOf, withProject, withRequestId } from "../../../runtime/router/rejection";
import { REQUEST_ID, validBody } from "../../../tools/measure/sample/request";

const plain = rejection("QUEUE_ERROR", "Not queued");

test("of a body's faults the first names it", () => {
  const first = { field: "a", code: "MISSING_REQUEST_ID", message: "a is required" } as const;
  const second = { field: "b", code: "INVALID_TIMESTAMP", message: "b must be a time" } as const;
  assert.equal(rejectionOf([first, second]), {
    _tag: "Rejection",
    code: "MISSING_REQUEST_ID",
    message: "a is required",
    faults: [first, second],
  });
});

test("takes the request's id from the body, if it is one", () => {
  assert.equal(withRequestId(validBody())(plain), { ...plain, requestId: REQUEST_ID });
  const others = [
    {},
    { request_data: null },
    { request_data: [REQUEST_ID] },
    validBody({ request_data: { request_id: "1" } }),
  ];
  for (const body of others) assert.equal(withRequestId(body)(plain), plain);
});

test("names project and channel of a valid request", () => {
  const request = validateRequest(validBody());
  assert.equal(E.isRight(request) && withProject(request.right)(plain), {
    ...plain,
    project: { company_id: "ci-aaa-001", project_id: "pi-aaa-001", channel: "whatsapp" },
  });
});
