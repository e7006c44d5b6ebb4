import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { anyInvalidRequest, names, requestsSeed } from "../helpers/arbitraries/invalid-body";
import { withJourney } from "./journey-engine";
import { post } from "./post";
import { untilQuiet } from "./queues";

const test = suite("invalid requests over HTTP");
const engine = withJourney(test);

const COUNT = 300;
const AT_ONCE = 20;

test("300 generated ones: no 5xx, nothing queued, and each answer names the fields", async () => {
  const journey = await engine();
  const seed = requestsSeed();
  console.log(`${COUNT} invalid requests over HTTP, REQUESTS_SEED=${seed}`);
  const requests = fc.sample(anyInvalidRequest, { numRuns: COUNT, seed });
  let sent = 0;
  const watch = journey.aws.refuse(
    ({ operation }) => {
      if (operation.startsWith("SendMessage")) sent += 1;
      return false;
    },
    { status: 500, type: "Never" },
  );

  for (let from = 0; from < COUNT; from += AT_ONCE)
    await Promise.all(
      requests.slice(from, from + AT_ONCE).map(async (request) => {
        const { status, body } = await post(journey.ready, request.body);
        assert.ok(status >= 400 && status < 500, `${status} ${request.body}`);
        assert.ok(names(request, body), `${request.fields}: ${JSON.stringify(body)}`);
      }),
    );

  watch();
  await untilQuiet(journey);
  assert.is(sent, 0);
});

test.run();
