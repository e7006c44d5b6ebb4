import { suite } from "uvu";
import * as assert from "uvu/assert";
import { acceptedAnswer, preflightAnswer, rejectedAnswer } from "../../../runtime/router/answer";
import { rejection } from "../../../runtime/router/rejection";
import { contextObject } from "../../helpers/context-object";
import { START } from "../../helpers/manual-clock";
import { REQUEST_ID } from "../../helpers/valid-body";

const test = suite("answer");

const fault = { field: "request_data", code: "MISSING_REQUEST_DATA", message: "request_data is required" } as const;

test("an accepted request is told its ids and when it was queued", () => {
  assert.equal(acceptedAnswer(contextObject("sms")), {
    status: 200,
    body: {
      status: "success",
      request_id: REQUEST_ID,
      conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#447400654322`,
      message: "Request accepted and queued for processing",
      queue_timestamp: START,
    },
  });
});

test("a refused request is told why, and by which id it is logged", () => {
  const refused = { ...rejection("INVALID_REQUEST", "No body"), faults: [fault], requestId: REQUEST_ID };
  assert.equal(rejectedAnswer(refused), {
    status: 400,
    body: {
      status: "error",
      error_code: "INVALID_REQUEST",
      message: "No body",
      request_id: REQUEST_ID,
      errors: [fault],
    },
  });
});

test("what is for the log only stays out of the answer", () => {
  const answer = rejectedAnswer({
    requestId: REQUEST_ID,
    ...rejection("COMPANY_NOT_FOUND", "No such company", "the key is another's"),
    project: { company_id: "ci-aaa-001" },
  });
  assert.not.match(JSON.stringify(answer), /another's|ci-aaa-001/);
});

test("every fault is listed, however many", () => {
  const faults = Array.from({ length: 5_000 }, () => fault);
  const { body } = rejectedAnswer({ ...rejection("MISSING_REQUEST_DATA", "missing"), faults, requestId: REQUEST_ID });
  assert.equal(body?.errors, faults);
});

test("a preflight is answered without a body", () => {
  assert.equal(preflightAnswer, { status: 200 });
});

test.run();
