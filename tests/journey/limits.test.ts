import * as assert from "uvu/assert";
import { untilQuiet } from "./queues";
import { conversationsWith } from "./records";
import { call, newRequest, post } from "./requests";
import type { Journey } from "./shared-journey";
import { keysOf, tenantsSuite } from "./tenants";

const test = tenantsSuite("limits of usage plans");

const THROTTLED = '429 {"message":"Too Many Requests"}';
const EXCEEDED = '429 {"message":"Limit Exceeded"}';

/** What a project hears when it posts so many requests, one after the other. */
const answersTo = async (journey: Journey, project_id: string, count: number, label = "1") => {
  const company_data = { company_id: "ci-limited", project_id };
  const key = keysOf(journey, company_data).find((one) => one.label === label);
  const heard: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const request = newRequest("sms", { company_data });
    const { status, text, headers } = await post(journey.ready, request.body, key?.value);
    heard.push(status === 200 ? "200" : `${status} ${text}`);
    assert.is(headers.get("access-control-allow-origin"), "http://localhost:3000");
    if (status === 200) continue;
    await untilQuiet(journey);
    assert.equal(await conversationsWith(journey, request.recipient), [], "nothing comes of what was refused");
  }
  return heard;
};

test("a plan of a project's own throttles that project, and no other", async (journey) => {
  assert.equal(await answersTo(journey, "own", 2), ["200", THROTTLED]);
  assert.equal(await answersTo(journey, "free", 3), ["200", "200", "200"]);
});

test("projects of a tier have a throttle each", async (journey) => {
  assert.equal(await answersTo(journey, "minute-1", 2), ["200", THROTTLED]);
  assert.equal(await answersTo(journey, "minute-2", 2), ["200", THROTTLED]);
});

test("projects of a tier have a quota each, and each key of a project too", async (journey) => {
  assert.equal(await answersTo(journey, "day-1", 3), ["200", "200", EXCEEDED]);
  assert.equal(await answersTo(journey, "day-2", 3), ["200", "200", EXCEEDED]);
  assert.equal(await answersTo(journey, "day-2", 3, "2"), ["200", "200", EXCEEDED]);
});

/** Without signatures, so that nothing comes of them. */
const fromOutside = [
  ["POST", "/inbound/twilio/x", 403],
  ["POST", "/inbound/sendgrid/x", 403],
  ["POST", "/receipts/twilio/x", 403],
  ["GET", "/unsubscribe/x", 404],
] as const;

test("no receipt, message or click is refused for a client that floods the API meanwhile", async (journey) => {
  const [key] = keysOf(journey, { company_id: "ci-limited", project_id: "own" });
  const flood = Array.from({ length: 200 }, async () => (await post(journey.ready, {}, key?.value)).status);
  const answers = fromOutside.map(async ([method, path, expected]) => {
    const calls = Array.from({ length: 25 }, () => call(journey.ready, path, undefined, { method }));
    return [path, [...new Set((await Promise.all(calls)).map(({ status }) => status))], expected] as const;
  });

  assert.ok((await Promise.all(flood)).every((status) => status === 429));
  for (const [path, statuses, expected] of await Promise.all(answers)) assert.equal(statuses, [expected], path);
});
