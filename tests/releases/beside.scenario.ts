import { SendMessageCommand } from "@aws-sdk/client-sqs";
import * as E from "fp-ts/Either";
import * as assert from "uvu/assert";
import { createClient } from "../../clients/typescript/src/index";
import { type Channel, channels } from "../../runtime/request/request";
import type { AwsCall } from "../../tools/aws/refusals";
import { requestUpdate } from "../../tools/engine/update/running-engine";
import type { UpdateRequest } from "../../tools/engine/update/updater";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import { told, toldProjects } from "../../tools/measure/sample/told-projects";
import { bodyRefusals } from "../helpers/refusals";
import { besideSuite, type Journey } from "../journey/engines";
import { eventually, eventuallyTrue } from "../journey/eventually";
import { write } from "../journey/people";
import { countAt, counts, untilQuiet } from "../journey/queues";
import { conversationsWith, deliver, sendsOf } from "../journey/records";
import { type Answer, keyOf, newRequest, post, type Request, unnamedAnswer } from "../journey/requests";
import { programOf, withFunctionsOf } from "./release-before";
import { commit } from "./release-before.json";

const test = besideSuite("the release before, beside this one");

const before = programOf(commit);

const update = ({ ready }: Journey, request: Partial<UpdateRequest>) => requestUpdate(ready, request)();

const bringIn = async (journey: Journey, folder: string, config = {}): Promise<void> => {
  const done = await update(journey, { folder, config, allowRemoval: true });
  if (E.isLeft(done)) throw new Error(done.left);
};

/** Which functions are of the release before: of every two, each is once beside the other as it is now. */
const mixtures = [
  ["router", "processor", "receipts"],
  ["router", "inbound", "replies"],
  ["processor", "inbound", "sweeper"],
  ["receipts", "replies", "sweeper"],
];

/** What a company hears of a delivered message, by what its channel reports. */
const heard: Readonly<Record<Channel, readonly string[]>> = {
  whatsapp: ["conversation.accepted", "message.sent", "message.delivered", "message.read"],
  sms: ["conversation.accepted", "message.sent", "message.delivered"],
  email: ["conversation.accepted", "message.sent", "message.delivered"],
};

/** The types of events that the company's endpoint has of a request, each id once. */
const eventsOf = ({ providers }: Journey, { requestId }: Request): readonly string[] => [
  ...new Map(
    providers.ledger
      .entries()
      .flatMap((entry) =>
        entry.kind === "event" && entry.data.request_id === requestId ? [[entry.id, entry.type] as const] : [],
      ),
  ).values(),
];

const clientOf = ({ ready }: Journey) => createClient({ baseUrl: ready.apiUrl, apiKey: keyOf(ready) });

const idsOf = ({ requestId }: Request) => ({ ...told, request_id: requestId });

const isCancelled = async (journey: Journey, request: Request): Promise<void> => {
  const seen = await clientOf(journey).waitFor(idsOf(request), "cancelled");
  assert.ok(seen.ok && seen.reached, JSON.stringify(seen));
};

const cancel = async (journey: Journey, request: Request): Promise<void> => {
  const done = await clientOf(journey).cancel(idsOf(request), { by: "Grace" });
  assert.ok(done.ok, JSON.stringify(done));
};

/** Accepted, and cancelled before any worker could claim it. */
const cancelUnclaimed = async (journey: Journey): Promise<Request> => {
  const request = newRequest("sms");
  const isClaim = ({ operation, body }: AwsCall) =>
    operation === "PutItem" && body.includes(request.requestId) && !body.includes("cancelled_at");
  const mend = journey.refuse(isClaim, { status: 400, type: "ProvisionedThroughputExceededException" });
  await post(journey.ready, request.body);
  await cancel(journey, request);
  mend();
  return request;
};

/** Cancelled while the assistant writes. */
const cancelClaimed = async (journey: Journey): Promise<Request> => {
  const request = newRequest("sms");
  journey.providers.faults.add({ provider: "openai", operation: "responses.create", fault: { delayMs: 1_500 } });
  await post(journey.ready, request.body);
  await clientOf(journey).waitFor(idsOf(request), "processing");
  await cancel(journey, request);
  return request;
};

const deadLetters = async (journey: Journey): Promise<number> => {
  const counted = await Promise.all(channels.map((channel) => counts(journey, channel)));
  return counted.reduce((sum, one) => sum + one.deadLetters, 0);
};

for (const old of mixtures)
  test(`${old.join(", ")} of the release before`, async (journey) => {
    await bringIn(journey, withFunctionsOf(before, old));
    const lying = await deadLetters(journey);

    const cancelled = [await cancelClaimed(journey), await cancelUnclaimed(journey)];
    const delivered = await Promise.all(channels.map((channel) => deliver(journey, channel)));

    const { from } = await write(journey, "STOP");
    const { body } = newRequest("sms", { recipient_data: { recipient_tel: from } });
    await post(journey.ready, body);
    await eventually("a message that is not sent after a stop", async () =>
      (await conversationsWith(journey, from)).find(({ conversation_status }) => conversation_status === "suppressed"),
    );

    // Whose record is of the release before, of that nothing is told but by GET.
    const isTold = !old.includes("processor");
    for (const { request } of delivered) {
      const wanted = isTold ? heard[request.channel] : [];
      await eventuallyTrue(
        `${wanted.join(", ")} at the company`,
        () => eventsOf(journey, request).length >= wanted.length,
      );
    }
    await untilQuiet(journey);
    for (const request of cancelled) await isCancelled(journey, request);
    assert.equal(
      delivered.map(({ request }) => [sendsOf(journey, request).length, [...eventsOf(journey, request)].sort()]),
      channels.map((channel) => [1, isTold ? [...heard[channel]].sort() : []]),
    );
    assert.equal(
      [...cancelled, { recipient: from }].flatMap((request) => sendsOf(journey, request)),
      [],
    );
    assert.is(
      journey.providers.ledger
        .entries()
        .some((entry) => entry.kind === "event" && entry.type === "recipient.opted_out"),
      true,
    );
    // What it finds cancelled is a failure to the processor of the release before; a redrive under this one ends it.
    assert.is((await deadLetters(journey)) - lying, isTold ? 0 : 1);
  });

/** What the gateway allows to pages of other origins grew by the methods of new paths. */
const METHODS = "access-control-allow-methods";

const plain = (answer: Answer, requestId: string) => {
  const { headers, text, ...rest } = unnamedAnswer(answer, requestId);
  return {
    ...rest,
    headers: headers.filter(([name]) => name !== METHODS),
    text: text.replace(/[\da-f]{8}-[\da-f-]{27}/g, "ID").replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME"),
  };
};

/** What old clients send: what is refused, with whichever key; then what is accepted, the same again, and another one with its id. */
const answersOf = async (journey: Journey): Promise<readonly unknown[]> => {
  const { ready } = journey;
  const answers: unknown[] = [];
  for (const key of [keyOf(ready), keyOf(ready, "ci-bbb-002"), "unknown"])
    for (const { body = {} } of bodyRefusals) {
      const request = newRequest();
      answers.push(plain(await post(ready, deepOverride(request.body, body), key), request.requestId));
    }
  const { request, answer } = await deliver(journey);
  const again = await post(ready, request.body);
  const other = await post(ready, deepOverride(request.body, { project_data: { jobID: "1" } }));
  return [...answers, ...[answer, again, other].map((one) => plain(one, request.requestId))];
};

test("a client of the release before sees nothing new: the same answers, byte by byte", async (journey) => {
  await bringIn(journey, withFunctionsOf(before, ["router"]));
  const old = await answersOf(journey);
  await bringIn(journey, withFunctionsOf(before, []));
  assert.equal(await answersOf(journey), old);
  assert.ok(old.length > 100, `${old.length} answers`);
});

const untold = () => toldProjects().map(({ webhook: _, ...project }) => project);

test("what the release before does not know of a project is refused by its name, and nothing changes", async (journey) => {
  for (const [key, projects] of [
    ["webhook", toldProjects()],
    ["desk_keys", untold().map((project) => ({ ...project, desk_keys: ["1"] }))],
  ] as const) {
    const done = await update(journey, { folder: before, config: { projects: JSON.stringify(projects) } });
    assert.match(E.isLeft(done) ? done.left : "brought in", key);
  }
  await deliver(journey);
});

test("without it the release before takes over whole, and what waits for companies stays for the next", async (journey) => {
  const plain = { projects: JSON.stringify(untold()), protectData: "true" };
  const today = withFunctionsOf(before, []);
  await bringIn(journey, today, plain);
  const QueueUrl = journey.ready.eventsQueue?.url ?? "";
  await journey.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}", DelaySeconds: 900 }));

  for (const folder of [before, today]) {
    await bringIn(journey, folder, plain);
    await Promise.all(channels.map((channel) => deliver(journey, channel)));
    assert.is(await countAt(journey, QueueUrl), 1);
  }
});

test.run();
