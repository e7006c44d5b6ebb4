import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { statusOf } from "../../../runtime/request/error-code";
import { anyInvalidRequest, names, requestsSeed } from "../../helpers/arbitraries/invalid-body";
import { postBody } from "../../helpers/post-body";

const test = suite("invalid requests");

const COUNT = 10_000;

test("10,000 generated ones: no 5xx, nothing queued, and each answer names the fields", async () => {
  const seed = requestsSeed();
  console.log(`${COUNT} invalid requests, REQUESTS_SEED=${seed}`);
  const heard = new Map<unknown, number>();
  await fc.assert(
    fc.asyncProperty(anyInvalidRequest, async (request) => {
      const { status, body, queued } = await postBody(request.body);
      heard.set(body.error_code, (heard.get(body.error_code) ?? 0) + 1);
      assert.ok(status >= 400 && status < 500, `${status}`);
      assert.equal([status, body.status, queued], [statusOf[body.error_code as keyof typeof statusOf], "error", []]);
      assert.ok(names(request, body), `${request.fields}: ${JSON.stringify(body)}`);
    }),
    { numRuns: COUNT, seed },
  );
  assert.ok(heard.size >= 20, `of many kinds: ${[...heard.keys()].join(", ")}`);
});

test.run();
