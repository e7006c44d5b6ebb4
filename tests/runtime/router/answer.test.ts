import { suite } from "uvu";
import * as assert from "uvu/assert";
import { corsHeaders, isServerFault, rejectedAnswer, rejectedEvent } from "../../../runtime/router/handle-http";
import { rejection } from "../../../runtime/router/rejection";
import { REQUEST_ID } from "../../../tools/measure/sample/request";

const testAnswer = suite("answer");

const fault = { field: "request_data", code: "MISSING_REQUEST_DATA", message: "request_data is required" } as const;

testAnswer("a refused request is told why, and by which id it is logged", () => {
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

testAnswer("what is for the log only stays out of the answer", () => {
  const answer = rejectedAnswer({
    requestId: REQUEST_ID,
    ...rejection("COMPANY_NOT_FOUND", "No such company", "the key is another's"),
    project: { company_id: "ci-aaa-001" },
  });
  assert.not.match(JSON.stringify(answer), /another's|ci-aaa-001/);
});

testAnswer("every fault is listed up to a hundred, and beyond it is said how many there are", () => {
  const answer = (count: number) => {
    const faults = Array.from({ length: count }, (_, n) => ({ ...fault, field: `recipient_data.f${n}` }));
    const { body } = rejectedAnswer({ ...rejection("MISSING_REQUEST_DATA", "missing"), faults, requestId: REQUEST_ID });
    return { message: body?.message, isWhole: JSON.stringify(body?.errors) === JSON.stringify(faults.slice(0, 100)) };
  };

  assert.equal(answer(100), { message: "missing", isWhole: true });
  assert.equal(answer(5_000), { message: "missing; errors lists the first 100 of 5000", isWhole: true });
});

const testCorsHeaders = suite("CORS headers");

const LISTED = ["https://app.example.com", "https://admin.example.com"];

const originFor = (origins: readonly string[], origin: string | undefined): string | undefined =>
  corsHeaders(origins, origin)["Access-Control-Allow-Origin"];

testCorsHeaders("allow what the interface promises", () => {
  assert.equal(corsHeaders(["*"], undefined), {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token",
    "Access-Control-Allow-Methods": "OPTIONS,POST",
    "Access-Control-Expose-Headers": "Idempotent-Replayed,Retry-After",
    Vary: "Origin",
  });
});

testCorsHeaders("a listed caller is allowed by its own origin", () => {
  assert.equal(
    LISTED.map((origin) => originFor(LISTED, origin)),
    LISTED,
  );
});

testCorsHeaders("any other caller is shown the first listed origin, never its own", () => {
  const likeIt = ["https://app.example.com.evil.example", "http://app.example.com"];
  const others = [...likeIt, "https://evil.example", "null", "", undefined];
  assert.equal(
    others.map((origin) => originFor(LISTED, origin)),
    others.map(() => "https://app.example.com"),
  );
});

testCorsHeaders("a star anywhere in the list allows everybody", () => {
  assert.equal([originFor(["*"], "https://a.example"), originFor([...LISTED, "*"], "https://a.example")], ["*", "*"]);
});

testCorsHeaders("an empty list allows nobody", () => {
  assert.is(originFor([], "https://a.example"), "null");
});

const testRouterLog = suite("router log");

const HANDLING = { api_request_id: "api-request-1", duration_ms: 12 };

testRouterLog("a refused request is logged by its codes, each once, without messages and fields", () => {
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

testRouterLog("with the request, project and reason where they are known", () => {
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

testRouterLog("only a server's fault is an error", () => {
  const callers = ["INVALID_REQUEST", "COMPANY_NOT_FOUND", "PAYLOAD_TOO_LARGE"] as const;
  const codes = [...callers, "QUEUE_ERROR", "CONFIGURATION_ERROR"] as const;
  assert.equal(
    codes.filter((code) => isServerFault(rejection(code, ""))),
    ["QUEUE_ERROR", "CONFIGURATION_ERROR"],
  );
});
