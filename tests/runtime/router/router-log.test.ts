import { suite } from "uvu";
import * as assert from "uvu/assert";
import { rejection } from "../../../runtime/router/rejection";
import { acceptedEvent, isServerFault, rejectedEvent } from "../../../runtime/router/router-log";
import { contextObject } from "../../helpers/context-object";
import { REQUEST_ID } from "../../helpers/valid-body";

const test = suite("router log");

const HANDLING = { api_request_id: "api-request-1", duration_ms: 12 };

test("an accepted request is logged by its ids", () => {
  assert.equal(acceptedEvent(contextObject("email"), HANDLING), {
    event: "request_accepted",
    request_id: REQUEST_ID,
    conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#jobs@cucumber.example`,
    company_id: "ci-aaa-001",
    project_id: "pi-aaa-001",
    channel: "email",
    ...HANDLING,
  });
});

test("a refused one by its codes, each once, without messages and fields", () => {
  const fault = (field: string) => ({ field, code: "INVALID_RECIPIENT_DATA", message: `${field} is wrong` }) as const;
  assert.equal(
    rejectedEvent(
      {
        ...rejection("INVALID_RECIPIENT_DATA", "a is wrong"),
        faults: [fault("a"), fault("b")],
        requestId: REQUEST_ID,
      },
      HANDLING,
    ),
    {
      event: "request_rejected",
      error_code: "INVALID_RECIPIENT_DATA",
      error_codes: ["INVALID_RECIPIENT_DATA"],
      request_id: REQUEST_ID,
      ...HANDLING,
    },
  );
});

test("with the request, project and reason where they are known", () => {
  const project = { company_id: "ci-aaa-001", project_id: "pi-aaa-001", channel: "sms" };
  const refused = { ...rejection("QUEUE_ERROR", "Not queued", "why"), requestId: REQUEST_ID, project };
  assert.equal(rejectedEvent(refused, { duration_ms: 3 }), {
    event: "request_rejected",
    error_code: "QUEUE_ERROR",
    error_codes: [],
    request_id: REQUEST_ID,
    ...project,
    reason: "why",
    duration_ms: 3,
  });
});

test("only a server's fault is an error", () => {
  const codes = [
    "INVALID_REQUEST",
    "COMPANY_NOT_FOUND",
    "PAYLOAD_TOO_LARGE",
    "QUEUE_ERROR",
    "CONFIGURATION_ERROR",
  ] as const;
  assert.equal(
    codes.map((code) => isServerFault(rejection(code, ""))),
    [false, false, false, true, true],
  );
});

test.run();
