import { suite } from "uvu";
import * as assert from "uvu/assert";
import { connect } from "../../ops/connect/connect";
import { findStuck, type Stuck } from "../../ops/stuck/find-stuck";
import { eventually } from "../journey/eventually";
import { keyOf, post } from "../journey/post";
import { newRequest, type Request } from "../journey/requests";
import { eraseOnTheEngine } from "./erase/erase-on-the-engine";
import { type OpsEngine, startOpsEngine } from "./ops-engine";

const test = suite("the operator's commands on a running engine");

let running: Promise<OpsEngine> | undefined;
const engine = (): Promise<OpsEngine> => (running ??= startOpsEngine());
test.after(async () => (await running)?.stop());

const accept = async ({ engine: { ready } }: OpsEngine, request: Request): Promise<void> => {
  const { status } = await post(ready, request.body, keyOf(ready));
  assert.is(status, 200);
};

const stuckUnless = ({ ops }: OpsEngine, what: string, isRight: (stuck: Stuck) => boolean): Promise<Stuck> =>
  eventually(what, async () => {
    const stuck = (await ops("stuck")).data as Stuck;
    return isRight(stuck) ? stuck : undefined;
  });

const isStuck =
  ({ requestId }: Request, needs: string) =>
  ({ conversations }: Stuck): boolean =>
    conversations.some((one) => one.needs === needs && one.conversation_id.includes(requestId));

const idOf = ({ conversations }: Stuck, { requestId }: Request): string =>
  conversations.find(({ conversation_id }) => conversation_id.includes(requestId))?.conversation_id ?? "none";

/** An email of which nobody knows whether the carrier took it, which it did not. */
const uncertainEmail = async (on: OpsEngine): Promise<{ readonly request: Request; readonly id: string }> => {
  const request = newRequest("email");
  on.engine.providers.faults.add({
    provider: "sendgrid",
    match: { to: request.recipient },
    fault: { reset: "before" },
  });
  await accept(on, request);
  return { request, id: idOf(await stuckUnless(on, "an uncertain email", isStuck(request, "settle")), request) };
};

test("an uncertain email that is settled as resend is sent once", async () => {
  const on = await engine();
  const { request, id } = await uncertainEmail(on);

  const settled = await on.ops("settle", id, "resend", "--reason", "not in the activity feed", "--yes");

  assert.is(settled.code, 0);
  await stuckUnless(on, "nothing is stuck", ({ conversations }) => conversations.length === 0);
  assert.is(on.engine.providers.ledger.sends(request.recipient).length, 1);
  const shown = JSON.stringify((await on.ops("show", id)).data);
  assert.match(shown, /"send_state":"sent".*"outcome":"resend","reason":"not in the activity feed"/);
  assert.not.match(shown, new RegExp(request.recipient));
});

test("one that is settled as failed is not sent, and cannot be settled again", async () => {
  const on = await engine();
  const { request, id } = await uncertainEmail(on);

  assert.is((await on.ops("settle", id, "failed", "--reason", "called instead", "--yes")).code, 0);
  const again = await on.ops("settle", id, "resend", "--reason", "after all", "--yes");

  assert.equal(
    [again.code, again.data],
    [1, { refusal: `${id} is not uncertain but failed: there is nothing to settle` }],
  );
  assert.equal(on.engine.providers.ledger.sends(request.recipient), []);
});

test("without confirmation nothing is changed", async () => {
  const on = await engine();
  const { id } = await uncertainEmail(on);

  const unasked = await on.ops("settle", id, "sent", "--reason", "seen");

  assert.is(unasked.code, 1);
  assert.match(JSON.stringify((await on.ops("show", id)).data), /"send_state":"uncertain"/);
  await on.ops("settle", id, "sent", "--reason", "seen", "--yes");
});

/** An SMS whose message lies in the dead letters; its cause is mended. */
const deadSms = async (on: OpsEngine): Promise<{ readonly request: Request; readonly id: string }> => {
  const request = newRequest("sms");
  const mend = on.engine.providers.faults.add({
    provider: "openai",
    operation: "responses.create",
    times: "always",
    fault: { status: 500 },
  });
  await accept(on, request);
  const stuck = await stuckUnless(
    on,
    "a dead letter",
    (found) => isStuck(request, "redrive")(found) && found.dead_letters.sms === 1,
  );
  mend();
  return { request, id: idOf(stuck, request) };
};

const moved = {
  channel: "sms",
  dry_run: false,
  moved: 1,
  malformed: 0,
  too_late: 0,
  failed_for_good: 0,
  removed: 0,
  not_deleted: 0,
  failed: 0,
};

const nothingStuck = (on: OpsEngine): Promise<Stuck> =>
  stuckUnless(
    on,
    "nothing is stuck",
    ({ conversations, dead_letters }) => conversations.length === 0 && dead_letters.sms === 0,
  );

test("what is in the dead letters is sent once after its cause is mended and the queue redriven", async () => {
  const on = await engine();
  const { request } = await deadSms(on);

  const redriven = await on.ops("redrive", "sms");

  assert.equal(redriven.data, moved);
  await nothingStuck(on);
  assert.is(on.engine.providers.ledger.sends(request.recipient).length, 1);
});

test("what is resumed is sent once, even if its own message turns up after all", async () => {
  const on = await engine();
  const { request, id } = await deadSms(on);

  const resumed = await on.ops("resume", id, "--reason", "OpenAI is back");
  await stuckUnless(on, "it is sent", ({ conversations }) => conversations.length === 0);
  const redriven = await on.ops("redrive", "sms");

  assert.is(resumed.code, 0);
  assert.equal(redriven.data, moved);
  await nothingStuck(on);
  assert.is(on.engine.providers.ledger.sends(request.recipient).length, 1);
});

test("a person's data are erased, and nothing brings them back", async () => {
  await eraseOnTheEngine(await engine());
});

test("a deployed stack is found by its names", async () => {
  const { engine: running } = await engine();
  const { endpoints, region } = running.ready;
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
  const before = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, environment);
  try {
    const { env, close } = await connect({ stack: "local", ready: undefined, region }, () => undefined);
    const stuck = await findStuck(env, { quick: false, failed: true });
    close();
    assert.equal([stuck.stack, stuck.failed_for_good], ["local", 1]);
    assert.ok(stuck.cost.index_read_units > 0);
    const missing = await connect({ stack: "nowhere", ready: undefined, region }, () => undefined).catch(String);
    assert.match(String(missing), /there is no queue ai-multi-comms-\w+-(queue|dlq)-nowhere: is that stack deployed/);
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
});

test.run();
