import { test } from "uvu";
import * as assert from "uvu/assert";
import { corsHeaders } from "../../../runtime/router/proxy-event";
import { rejectedAnswer, rejection } from "../../../runtime/router/rejection";
import { REQUEST_ID, validBody } from "../../../tools/measure/sample/request";
import { postBody } from "../../helpers/router-env";

const fault = { field: "request_data", code: "MISSING_REQUEST_DATA", message: "request_data is required" } as const;

test("every fault is listed up to a hundred, and beyond it is said how many there are", () => {
  const answer = (count: number) => {
    const faults = Array.from({ length: count }, (_, n) => ({ ...fault, field: `recipient_data.f${n}` }));
    const { body } = rejectedAnswer({ ...rejection("MISSING_REQUEST_DATA", "missing"), faults, requestId: REQUEST_ID });
    return { message: body?.message, isWhole: JSON.stringify(body?.errors) === JSON.stringify(faults.slice(0, 100)) };
  };

  assert.equal(answer(100), { message: "missing", isWhole: true });
  assert.equal(answer(5_000), { message: "missing; errors lists the first 100 of 5000", isWhole: true });
});

test("a refused request is logged by its codes, each once, without messages and fields", async () => {
  const { lines } = await postBody(validBody({ recipient_data: { a: 5, b: 5 } }));
  assert.equal(lines, [
    {
      level: "info",
      event: "request_rejected",
      error_code: "INVALID_RECIPIENT_DATA",
      error_codes: ["INVALID_RECIPIENT_DATA"],
      request_id: REQUEST_ID,
      api_request_id: "gateway-request",
      duration_ms: 12,
    },
  ]);
});

const [app, admin] = ["https://app.example.com", "https://admin.example.com"];

for (const [what, listed, callers, expected] of [
  ["a listed caller is allowed by its own origin", [app, admin], [app], app],
  ["so is one that is listed later", [app, admin], [admin], admin],
  [
    "any other caller is shown the first listed origin, never its own",
    [app, admin],
    [`${app}.evil.example`, "http://app.example.com", "https://evil.example", "null", "", undefined],
    app,
  ],
  ["a star anywhere in the list allows everybody", [app, "*"], ["https://a.example", undefined], "*"],
  ["an empty list allows nobody", [], ["https://a.example"], "null"],
] as const)
  test(what, () => {
    for (const caller of callers) assert.is(corsHeaders(listed, caller)["Access-Control-Allow-Origin"], expected);
  });
