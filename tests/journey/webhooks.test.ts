import { randomUUID } from "node:crypto";
import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import * as assert from "uvu/assert";
import { eventMessageBody } from "../../runtime/conversation/event-message";
import { opsEnvOn, readyTarget } from "../../tools/ops/connect/connect";
import { allAlive, nothing, redrive } from "../../tools/ops/conversations/redrive";
import type { EventEntry } from "../../tools/providers/ledger/ledger-entry";
import { alsoTold, type Journey, toldSuite } from "./engines";
import { eventually, eventuallyTrue } from "./eventually";
import { write } from "./people";
import { conversationDelivered, sendsOf } from "./records";
import { cancel, newRequest, post, type Request } from "./requests";

const test = toldSuite("what companies are told");

const ours = "ci-aaa-001/pi-aaa-001";

const toldOf = ({ providers }: Journey, isIt: (entry: EventEntry) => boolean): readonly EventEntry[] =>
  providers.ledger.byProvider("company").flatMap((entry) => (entry.kind === "event" && isIt(entry) ? [entry] : []));

const about =
  ({ requestId }: Pick<Request, "requestId">) =>
  ({ data }: EventEntry): boolean =>
    data.request_id === requestId;

/** What was told of a request, once this is all of it; by the ids, each once. */
const toldOnce = (journey: Journey, request: Request, types: readonly string[]): Promise<readonly EventEntry[]> =>
  eventually(`${types.join(", ")} of ${request.requestId}`, async () => {
    const told = toldOf(journey, about(request));
    const first = told.filter(({ count }) => count === 1);
    return first.length >= types.length && types.every((type) => first.some((one) => one.type === type))
      ? told
      : undefined;
  });

/** What becomes of an SMS in whichever order the receipts come. */
const whole = ["conversation.accepted", "message.sent", "message.delivered"];

test("its project's endpoint is told once of each step that a message takes, and never the address", async (journey) => {
  const request = newRequest();
  await post(journey.ready, request.body);
  await conversationDelivered(journey, request);
  // A receipt that another has overtaken tells nothing any more.
  const told = await toldOnce(journey, request, ["conversation.accepted", "message.sent", "message.read"]);

  for (const { account, type, data, count } of told) {
    assert.equal([account, count], [ours, 1], type);
    assert.not.match(JSON.stringify(data), request.recipient.slice(1));
  }
  assert.equal(
    journey.providers.ledger.attempts("company").filter(({ to }) => to === ours),
    [],
  );
});

test("a person's STOP is told to the project that has a webhook, with what was written", async (journey) => {
  const { sid } = await write(journey, "STOP");
  const [optedOut] = await eventually("the opt-out", async () => {
    const found = toldOf(journey, ({ type, data }) => type === "recipient.opted_out" && data.message_id === sid);
    return found.length > 0 ? found : undefined;
  });
  assert.equal([optedOut?.account, optedOut?.data.source], [ours, "keyword"]);
  await eventuallyTrue("what was written", () =>
    toldOf(journey, ({ data }) => data.message_id === sid).some(({ type }) => type === "message.unmatched"),
  );
});

test("a request that is cancelled before it is made is told as that, and nothing is sent", async (journey) => {
  const request = newRequest();
  assert.is((await cancel(journey.ready, request)).status, 200);
  assert.is((await post(journey.ready, request.body)).status, 409);
  const [told, ...more] = await toldOnce(journey, request, ["conversation.cancelled"]);
  assert.equal([told?.account, more], [ours, []]);
  assert.equal(sendsOf(journey, request), []);
});

test("an endpoint that is down, and one whose answer is lost, are told again under the same id", async (journey) => {
  const request = newRequest("sms");
  const struck = (type: string) => ({ to: ours, contains: `"${type}","timestamp"` });
  const faults = [
    journey.providers.faults.add({ provider: "company", match: struck("message.sent"), fault: { reset: "before" } }),
    journey.providers.faults.add({
      provider: "company",
      match: struck("message.delivered"),
      fault: { reset: "after" },
    }),
  ];
  await post(journey.ready, request.body);
  const told = await eventually("the second time", async () => {
    const found = await toldOnce(journey, request, whole);
    return found.some(({ count }) => count === 2) ? found : undefined;
  });
  for (const end of faults) end();

  const times = (type: string) => told.filter((one) => one.type === type).map(({ answered }) => answered);
  assert.equal(whole.map(times), [["given"], ["given"], ["reset", "given"]]);
  assert.is(new Set(told.map(({ id }) => id)).size, whole.length);
});

test("an endpoint that is gone has its events among the dead letters, and has them by a redrive", async (journey) => {
  const request = newRequest("sms");
  const end = journey.providers.faults.add({
    provider: "company",
    match: { contains: request.requestId },
    times: "always",
    fault: { status: 410 },
  });
  await post(journey.ready, request.body);
  const { ready, dynamo, s3, sqs, secrets } = journey;
  const close = () => undefined;
  const env = opsEnvOn(readyTarget(ready), { dynamo, s3, sqs, secrets, close }, () => undefined, "an operator");
  await eventuallyTrue("the dead letters", async () => (await env.deadLetters.events.count()) === whole.length);
  assert.equal(toldOf(journey, about(request)), []);
  end();

  const redriven = await redrive(env, "events", { ...allAlive, company: "ci-aaa-001" }, () => undefined);
  assert.equal(redriven, { ...nothing, moved: whole.length });
  const told = await toldOnce(journey, request, whole);
  assert.is(told.length, whole.length);
});

const hanging = `${alsoTold.company_id}/${alsoTold.project_id}`;
const BACKLOG = 200;
test("two hundred events for an endpoint that hangs do not keep another company from being told", async (journey) => {
  const end = journey.providers.faults.add({
    provider: "company",
    match: { to: hanging },
    times: "always",
    fault: { hang: "before" },
  });
  const QueueUrl = journey.ready.eventsQueue?.url;
  const body = JSON.stringify({ type: "message.sent", timestamp: new Date().toISOString(), data: alsoTold });
  const message = () =>
    eventMessageBody({ kind: "event", schema: 1, id: randomUUID(), type: "message.sent", ...alsoTold, body });
  for (let sent = 0; sent < BACKLOG; sent += 10)
    await journey.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: Array.from({ length: 10 }, (_, at) => ({
          Id: String(at),
          MessageBody: message(),
          MessageGroupId: alsoTold.company_id,
        })),
      }),
    );
  const request = newRequest("sms");
  await post(journey.ready, request.body);
  const told = await toldOnce(journey, request, whole);
  const tried = journey.providers.ledger.attempts("company").filter(({ to }) => to === hanging);
  end();

  const late = told.map(({ at, timestamp }) => (Date.parse(at) - Date.parse(timestamp)) / 1000);
  console.log(`told ${late.map((seconds) => seconds.toFixed(1)).join(", ")} s after it happened`);
  assert.ok(tried.length < BACKLOG, `${tried.length} of the other company's were tried before`);
});
