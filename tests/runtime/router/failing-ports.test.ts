import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { notGiven } from "../../helpers/not-given";
import { postBody } from "../../helpers/post-body";
import { REQUEST_ID, validBody } from "../../helpers/valid-body";

const test = suite("failing ports");

const throwing = () => {
  throw new Error("+447400123456 at ada@example.com");
};
const rejecting = () => async () => throwing();

for (const [what, ports] of [
  ["the company table throws", { companies: { find: throwing } }],
  ["the company table rejects", { companies: { find: rejecting } }],
  ["the queue throws", { queue: { send: throwing } }],
  ["the queue rejects", { queue: { send: rejecting } }],
  ["the clock throws", { clock: { now: throwing } }],
  ["the clock is broken", { clock: { now: () => new Date(Number.NaN) } }],
] as const)
  test(`answers INTERNAL_ERROR for the request when ${what}, without the thrown message`, async () => {
    const { status, body, text, lines } = await postBody(validBody(), ports);
    assert.is(status, 500);
    assert.equal(body, {
      status: "error",
      error_code: "INTERNAL_ERROR",
      message: "The request could not be handled",
      request_id: REQUEST_ID,
      errors: [],
    });
    assert.equal(
      lines.map(({ level, error_code, request_id, company_id }) => ({ level, error_code, request_id, company_id })),
      [{ level: "error", error_code: "INTERNAL_ERROR", request_id: REQUEST_ID, company_id: "ci-aaa-001" }],
    );
    assert.match(lines[0]?.reason ?? "", /^(Range)?Error at /);
    assert.not.match(JSON.stringify([text, lines]), /447400123456|ada@example/);
  });

test("a port that the test did not give is named in the log", async () => {
  const { lines } = await postBody(validBody(), { queue: { send: notGiven("queue.send") } });
  assert.match(lines[0]?.reason ?? "", /^NotGiven\(queue\.send\) at /);
});

test("a record that is not an object of ours is an error of the server, not a crash", async () => {
  for (const record of [
    {},
    { company_id: 5 },
    { api_key_reference: "key-id-aaa-001", project_status: "active", allowed_channels: ["whatsapp"] },
  ]) {
    const { status } = await postBody(validBody(), { companies: { find: () => TE.right(O.some(record)) } });
    assert.ok(status === 404 || status === 500);
  }
});

test.run();
