import * as assert from "uvu/assert";
import { type Channel, channels } from "../../runtime/request/request";
import { queuedDuring, untilQuiet } from "./queues";
import { conversationIn, itemsOf, sendsOf } from "./records";
import { type Answer, newRequest, post, unnamedAnswer } from "./requests";
import type { Journey } from "./shared-journey";
import { type Ids, idsOf, keysOf, senderOf, type Tenant, tenants, tenantsSuite } from "./tenants";

const test = tenantsSuite("projects beside each other");

/** Ids of every project, of none, and of none but much like one. */
const named: readonly Ids[] = [
  ...tenants.map(idsOf),
  { company_id: "ci-two", project_id: "pi-two" },
  { company_id: "ci-zzz", project_id: "pi-one" },
  { company_id: "ci-one", project_id: "pi-zzz" },
  { company_id: "CI-ONE", project_id: "pi-one" },
  { company_id: "ci-one", project_id: "pi.one" },
  { company_id: "ci-one-pi", project_id: "one" },
];

const isOwn = (tenant: Tenant, ids: Ids): boolean =>
  tenant.company_id === ids.company_id && tenant.project_id === ids.project_id;

type Tried = { readonly what: string; readonly answer: Answer; readonly requestId: string; readonly recipient: string };

const tryAll = async (
  journey: Journey,
  tries: readonly { readonly tenant: Tenant; readonly ids: Ids; readonly channel: Channel }[],
): Promise<readonly Tried[]> =>
  Promise.all(
    tries.flatMap(({ tenant, ids, channel }) =>
      keysOf(journey, tenant).map(async ({ label, value }) => {
        const { body, requestId, recipient } = newRequest(channel, { company_data: ids });
        const what = `${channel} for ${ids.company_id} ${ids.project_id} with key ${label} of ${tenant.company_id} ${tenant.project_id}`;
        return { what, answer: await post(journey.ready, body, value), requestId, recipient };
      }),
    ),
  );

const itemsIn = async (journey: Journey): Promise<number> =>
  (await itemsOf(journey, journey.ready.tables.conversations)).length;

test("every foreign combination of project, key and channel gets one answer; nothing is written, nothing queued", async (journey) => {
  const foreign = tenants.flatMap((tenant) =>
    named.filter((ids) => !isOwn(tenant, ids)).flatMap((ids) => channels.map((channel) => ({ tenant, ids, channel }))),
  );
  const before = await itemsIn(journey);

  let tried: readonly Tried[] = [];
  const queued = await queuedDuring(journey, async () => {
    tried = await tryAll(journey, foreign);
    await untilQuiet(journey);
  });

  assert.is(
    tried.length,
    (4 * 9 + 9) * 3,
    "four projects, one of them with two keys, nine foreign ids, three channels",
  );
  const answers = tried.map(({ answer, requestId }) => unnamedAnswer(answer, requestId));
  assert.equal(JSON.parse(answers[0]?.text ?? ""), {
    status: "error",
    error_code: "COMPANY_NOT_FOUND",
    message: "No such company and project for this API key",
    request_id: "ID",
    errors: [],
  });
  for (const [at, answer] of answers.entries()) assert.equal(answer, answers[0], tried[at]?.what);
  assert.equal(queued, []);
  assert.is(await itemsIn(journey), before);
  for (const { recipient } of tried) assert.equal(journey.providers.ledger.sends(recipient), []);
});

test("every key opens its own project, on the channels that it has, and sends with its own sender and account", async (journey) => {
  const codes = [];
  for (const tenant of tenants)
    for (const channel of channels)
      for (const { value, label } of keysOf(journey, tenant)) {
        const { company_id, project_id } = tenant;
        const request = newRequest(channel, { company_data: idsOf(tenant) });
        const { status, body } = await post(journey.ready, request.body, value);
        codes.push([company_id, project_id, label, channel, body.error_code ?? status]);
        if (status !== 200) continue;
        const record = await conversationIn(journey, request, "initial_message_sent");
        assert.equal([record.company_id, record.project_id], [company_id, project_id]);
        const [send, ...others] = sendsOf(journey, request);
        assert.equal(others, []);
        assert.is(
          send?.provider === "twilio" ? send.account : send?.from,
          channel === "email" ? senderOf(tenant, channel) : tenant.account,
        );
      }

  const all = (tenant: Tenant, outcome: (channel: Channel) => unknown) =>
    channels.flatMap((channel) =>
      tenant.labels.map((label) => [tenant.company_id, tenant.project_id, label, channel, outcome(channel)]),
    );
  const [one, two, three, four] = tenants;
  assert.equal(codes, [
    ...all(one, () => 200),
    ...all(two, () => 200),
    ...all(three, (channel) => (channel === "whatsapp" ? "CHANNEL_NOT_ALLOWED" : 200)),
    ...all(four, () => "PROJECT_INACTIVE"),
  ]);
});

test("the log tells an operator of each which it was", async (journey) => {
  const [first, second] = tenants;
  const none = { company_id: "ci-zzz", project_id: "pi-zzz" };
  const reasons = await Promise.all(
    [idsOf(second), none].map(async (ids) => {
      const { body, requestId } = newRequest("sms", { company_data: ids });
      await post(journey.ready, body, keysOf(journey, first)[0]?.value);
      return journey.heard.lines.flatMap(({ line }) =>
        line.includes(requestId) ? [JSON.parse(line).message.reason] : [],
      );
    }),
  );

  assert.equal(reasons, [["the API key is not one of the project's"], ["no such company and project"]]);
});

test("a crowd is taken by as many workers as the machine can bear: none of it is refused, each is sent once", async (journey) => {
  const [tenant] = tenants;
  const [key] = keysOf(journey, tenant);
  const crowd = Array.from({ length: 60 }, (_, n) => newRequest(channels[n % 3], { company_data: idsOf(tenant) }));

  const answers = await Promise.all(crowd.map(({ body }) => post(journey.ready, body, key?.value)));
  await untilQuiet(journey);

  assert.equal(
    answers.map(({ status }) => status),
    crowd.map(() => 200),
  );
  assert.equal(
    crowd.map((request) => sendsOf(journey, request).length),
    crowd.map(() => 1),
  );
  const { lambda } = journey.services;
  for (const name of Object.keys(journey.ready.functions))
    assert.ok(lambda.pids(name).length <= lambda.mostWorkers, name);
});
