import { suite } from "uvu";
import * as assert from "uvu/assert";
import { conversationsWith } from "./conversations";
import { withJourney } from "./journey-engine";
import { keyOf, post } from "./post";
import { untilQuiet } from "./queues";
import { newRequest } from "./requests";
import { unnamedAnswer } from "./unnamed-answer";

const test = suite("a key of another project");
const engine = withJourney(test);

test("is answered like an unknown company, byte for byte, and nothing is queued", async () => {
  const journey = await engine();
  const { ready } = journey;
  const [foreign, unknown] = [newRequest(), newRequest("whatsapp", { company_data: { company_id: "ci-xxx-999" } })];

  const toForeign = await post(ready, foreign.body, keyOf(ready, "ci-bbb-002"));
  const toUnknown = await post(ready, unknown.body, keyOf(ready, "ci-bbb-002"));

  assert.is(toForeign.status, 404);
  assert.equal(unnamedAnswer(toForeign, foreign.requestId), unnamedAnswer(toUnknown, unknown.requestId));
  await untilQuiet(journey);
  assert.equal(await conversationsWith(journey, foreign.recipient), []);
  assert.equal(journey.providers.ledger.sends(foreign.recipient), []);
});

test("is told apart in the log", async () => {
  const { ready, heard } = await engine();
  const [foreign, unknown] = [newRequest(), newRequest("whatsapp", { company_data: { project_id: "pi-xxx-999" } })];
  await post(ready, foreign.body, keyOf(ready, "ci-bbb-002"));
  await post(ready, unknown.body, keyOf(ready, "ci-bbb-002"));
  const reasonFor = (requestId: string): unknown =>
    heard.lines.flatMap(({ line }) => (line.includes(requestId) ? [JSON.parse(line).message.reason] : []));
  assert.equal(
    [reasonFor(foreign.requestId), reasonFor(unknown.requestId)],
    [["the API key is not one of the project's"], ["no such company and project"]],
  );
});

test("opens its own project only", async () => {
  const { ready } = await engine();
  const own = newRequest("sms", {
    company_data: { company_id: "ci-bbb-002", project_id: "pi-bbb-001" },
    project_data: { address: "1 Harbour Row" },
  });
  assert.equal(
    [(await post(ready, own.body)).status, (await post(ready, own.body, keyOf(ready, "ci-bbb-002"))).status],
    [404, 200],
  );
});

test.run();
