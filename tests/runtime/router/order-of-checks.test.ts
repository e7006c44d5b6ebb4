import { suite } from "uvu";
import * as assert from "uvu/assert";
import { rankOf } from "../../../runtime/request/error-code";
import { postBody } from "../../helpers/post-body";
import { bodyRefusals } from "../../helpers/refusals/body-refusals";
import { postRefused } from "../../helpers/refusals/post-refused";
import { projectRefusals } from "../../helpers/refusals/project-refusals";
import { compatible, type Refusal } from "../../helpers/refusals/refusal";
import { validBody } from "../../helpers/valid-body";

const test = suite("order of checks");

/** Pairs of refusals that one request can bring about together, the one that is checked first in front. */
const pairs = (earlier: readonly Refusal[], later: readonly Refusal[]): readonly (readonly [Refusal, Refusal])[] =>
  earlier.flatMap((one) =>
    later
      .filter((other) => rankOf(one.code) < rankOf(other.code) && compatible(one, other))
      .map((other) => [one, other] as const),
  );

const codesIn = (errors: unknown): readonly unknown[] => (Array.isArray(errors) ? errors.map(({ code }) => code) : []);

test("of two faults of a body the earlier names the answer, and both are listed in that order", async () => {
  const both = pairs(bodyRefusals, bodyRefusals);
  assert.ok(both.length > 200);
  for (const [earlier, later] of both) {
    const { body } = await postRefused([later, earlier]);
    assert.equal(
      { code: body.error_code, listed: codesIn(body.errors) },
      { code: earlier.code, listed: [earlier.code, later.code] },
      `${earlier.what}; ${later.what}`,
    );
  }
});

test("a fault of the body comes before every reason outside it, which is not even looked for", async () => {
  for (const [earlier, later] of pairs(bodyRefusals, projectRefusals)) {
    const { body } = await postRefused([later, earlier]);
    assert.equal(
      { code: body.error_code, listed: codesIn(body.errors) },
      { code: earlier.code, listed: [earlier.code] },
      `${earlier.what}; ${later.what}`,
    );
  }
});

test("of two reasons outside the body the earlier names the answer", async () => {
  const both = pairs(projectRefusals, projectRefusals);
  assert.ok(both.length > 30);
  for (const [earlier, later] of both) {
    const { body } = await postRefused([later, earlier]);
    assert.is(body.error_code, earlier.code, `${earlier.what}; ${later.what}`);
  }
});

test("all faults of a thoroughly wrong body are listed, each row's missing before its wrong ones", async () => {
  const { body } = await postBody({
    company_data: { company_id: "a b" },
    recipient_data: { recipient_first_name: 5, comms_consent: "yes" },
    request_data: { channel_method: "email", request_id: "", initial_request_timestamp: "tomorrow" },
    project_data: null,
  });
  assert.equal(codesIn(body.errors), [
    "MISSING_IDENTIFIERS",
    "INVALID_IDENTIFIERS",
    "INVALID_REQUEST_ID_FORMAT",
    "INVALID_TIMESTAMP",
    "MISSING_RECIPIENT_EMAIL",
    "INVALID_RECIPIENT_DATA",
    "INVALID_COMMS_CONSENT_TYPE",
    "INVALID_PROJECT_DATA",
  ]);
});

test("what is not JSON is that first, however large", async () => {
  const [little, large] = ["x".repeat(300_000), "x".repeat(5_000_000)];
  assert.equal(
    [(await postBody(little)).body.error_code, (await postBody(large)).body.error_code],
    ["INVALID_REQUEST", "INVALID_REQUEST"],
  );
});

test("a body that is too large is not looked at further", async () => {
  const { body } = await postBody({ ...validBody({ company_data: null }), padding: "x".repeat(262_144) });
  assert.equal([body.error_code, body.errors], ["PAYLOAD_TOO_LARGE", []]);
});

test.run();
