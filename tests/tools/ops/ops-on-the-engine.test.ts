import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { receivedBody } from "../../../runtime/conversation/received-message";
import { startQuietEngine } from "../../../tools/measure/sample/quiet-engine";
import { awsCaller } from "../../../tools/ops/connect/aws-caller";
import { localClients } from "../../../tools/ops/connect/aws-clients";
import { connect } from "../../../tools/ops/connect/connect";
import type { OpsEnv } from "../../../tools/ops/connect/ops-env";
import { nothing } from "../../../tools/ops/conversations/redrive";
import { findStuck, type Stuck } from "../../../tools/ops/conversations/stuck";
import { type Erased, erase } from "../../../tools/ops/erase/erase";
import { type ErasurePlan, planErasure } from "../../../tools/ops/erase/plan-erasure";
import { runOps } from "../../../tools/ops/run-ops";
import { receivedMessage } from "../../helpers/received-message";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { eventually, eventuallyTrue } from "../../journey/eventually";
import { newRequest, post, type Request } from "../../journey/requests";
import hasty from "./hasty.json";
import { runAt, withEnvironment } from "./operator";

/** An engine that gives up within seconds what goes wrong, with its ready file, for the commands to find it by. */
const startOpsEngine = async () => {
  const readyFile = join(temporaryFolder(), "ready.json");
  /** Every log line of a function, as JSON. */
  const logged: string[] = [];
  const heard = { onLogLine: (line: object) => void logged.push(JSON.stringify(line)) };
  const engine = await startQuietEngine(hasty, heard, ["--ready", readyFile]);
  /** Runs a command on the engine, with JSON as its answer. */
  const ops = async (...argv: readonly string[]): Promise<{ readonly code: number; readonly data: unknown }> => {
    const { code, printed } = await runAt((terminal) => runOps([...argv, "--ready", readyFile, "--json"], terminal));
    return { code, data: printed[0] === undefined ? undefined : JSON.parse(printed[0]) };
  };
  return { engine, readyFile, logged, ops };
};

type OpsEngine = Awaited<ReturnType<typeof startOpsEngine>>;

const test = suite("the operator's commands on a running engine");

let running: Promise<OpsEngine> | undefined;
const engine = (): Promise<OpsEngine> => (running ??= startOpsEngine());
test.after(async () => (await running)?.engine.stop());

const accept = async ({ engine: { ready } }: OpsEngine, request: Request): Promise<void> =>
  assert.is((await post(ready, request.body)).status, 200);

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
  const match = { to: request.recipient };
  on.engine.providers.faults.add({ provider: "sendgrid", match, fault: { reset: "before" } });
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

  const refusal = `${id} is not uncertain but failed: there is nothing to settle`;
  assert.equal([again.code, again.data], [1, { refusal }]);
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
  const isDead = (found: Stuck) => isStuck(request, "redrive")(found) && found.dead_letters.sms === 1;
  const stuck = await stuckUnless(on, "a dead letter", isDead);
  mend();
  return { request, id: idOf(stuck, request) };
};

const moved = { channel: "sms", dry_run: false, ...nothing, moved: 1 };

/** Moves the one dead letter, after which nothing is stuck and the request's message has been sent once. */
const redriveAll = async (on: OpsEngine, { recipient }: Request): Promise<void> => {
  assert.equal((await on.ops("redrive", "sms")).data, moved);
  await stuckUnless(
    on,
    "nothing is stuck",
    ({ conversations, dead_letters }) => conversations.length === 0 && dead_letters.sms === 0,
  );
  assert.is(on.engine.providers.ledger.sends(recipient).length, 1);
};

test("what is in the dead letters is sent once after its cause is mended and the queue redriven", async () => {
  const on = await engine();
  const { request } = await deadSms(on);
  await redriveAll(on, request);
});

test("what somebody wrote and nobody could record is counted, and recorded once its queue is redriven", async () => {
  const on = await engine();
  const { env, close } = await connect({ stack: "local", ready: on.readyFile, region: undefined }, () => undefined);
  const { sqs, close: closeClients } = localClients(on.engine.ready);
  const answer = receivedMessage({ their_address: "+447400999001" });
  const QueueUrl = on.engine.ready.repliesQueue?.dlqUrl;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: receivedBody(answer), MessageGroupId: "a" }));

  const { text } = await runAt((terminal) => runOps(["status", "--ready", on.readyFile], terminal));
  const redriven = await on.ops("redrive", "replies");

  assert.match(text, /^ +1 {2}dead letter of replies: npm run ops -- redrive replies --dry-run$/m);
  assert.equal(redriven.data, { ...moved, channel: "replies" });
  await eventuallyTrue("it is recorded", async () => {
    const [found] = await env.lookups.receivedFrom(answer.their_address);
    return found?.content === answer.text;
  });
  close();
  closeClients();
});

test("what is resumed is sent once, even if its own message turns up after all", async () => {
  const on = await engine();
  const { request, id } = await deadSms(on);

  const resumed = await on.ops("resume", id, "--reason", "OpenAI is back");
  await stuckUnless(on, "it is sent", ({ conversations }) => conversations.length === 0);
  assert.is(resumed.code, 0);
  await redriveAll(on, request);
});

/** Erases without the wait for workers that nobody runs. */
const [company, project] = ["ci-aaa-001", "pi-aaa-001"];
const scopes = [
  [undefined, undefined],
  [company, undefined],
  [company, project],
] as const;

/** Finds the same in all, in the company and in the project, and erases it without a wait. */
const eraseAtOnce = async (env: OpsEnv, { recipient }: Request, conversations: number): Promise<Erased> => {
  const plans: ErasurePlan[] = [];
  for (const [companyId, projectId] of scopes) {
    const request = { recipients: [recipient] as const, companyId, projectId, reason: "asked for it", quick: false };
    const plan = await planErasure(env, request);
    if (E.isLeft(plan)) throw new Error(plan.left);
    plans.push(plan.right);
  }
  assert.equal(
    plans.map(({ records, guards }) => [records.length, guards.length]),
    scopes.map(() => [conversations, 0]),
  );
  return erase({ ...env, pause: async () => undefined }, plans[0] as ErasurePlan);
};

test("a person's data are erased at OpenAI too, and the same request, made again, brings nothing back", async () => {
  const on = await engine();
  const { providers } = on.engine;
  const { env, close } = await connect({ stack: "local", ready: on.readyFile, region: undefined }, () => undefined);
  const request = newRequest();
  const mail = newRequest("email", { recipient_data: { recipient_tel: request.recipient.replace("+", "00") } });
  const records = async () =>
    (await Promise.all([request, mail].map(({ recipient }) => env.lookups.ofRecipient(recipient)))).flat();
  const itemsBefore = providers.openai.itemsHeld();
  await accept(on, request);
  await accept(on, mail);
  await eventuallyTrue("both are delivered", async () => {
    const delivered = ["read", "delivered", "open", "click"];
    return (await records()).filter(({ delivery_status }) => delivered.includes(String(delivery_status))).length === 2;
  });
  assert.is(providers.openai.itemsHeld(), itemsBefore + 4);

  const { openai, not_erased } = await eraseAtOnce(env, request, 2);

  assert.equal([not_erased, openai], [[], { conversations: 2, items: 4, already_gone: 0 }]);
  assert.equal([providers.openai.itemsHeld(), await records()], [itemsBefore, []]);

  await accept(on, request);
  await eventuallyTrue("the repeated request is answered, and not queued", () =>
    on.logged.some((line) => line.includes(request.requestId) && line.includes("request_repeated")),
  );
  assert.equal(await records(), []);
  assert.is(providers.ledger.sends(request.recipient).length, 1);
  assert.is(on.logged.filter((line) => line.includes(request.recipient)).length, 0);
  close();
});

const CALLER = "arn:aws:sts::111122223333:assumed-role/operators/grace";

/** STS, which knows everybody who signed for it and for this region but the stranger. */
const startSts = async (region: string) => {
  const server = createServer(({ headers, method }, response) => {
    const { authorization = "" } = headers;
    const isSigned = authorization.includes(`/${region}/sts/aws4_request, `) && method === "POST";
    response.statusCode = isSigned && !authorization.includes("Credential=stranger/") ? 200 : 403;
    response.end(`<GetCallerIdentityResult><Arn>${CALLER}</Arn></GetCallerIdentityResult>`);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
};

test("a deployed stack is found by its names, and who acts there is who AWS says", async () => {
  const { endpoints, region, credentials } = (await engine()).engine.ready;
  const connected = (stack: string) => connect({ stack, ready: undefined, region }, () => undefined);
  const sts = await startSts(region);
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_STS: sts.url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  await withEnvironment(environment, async () => {
    const { env, close } = await connected("local");
    const stuck = await findStuck(env, { quick: false, failed: true });
    close();
    assert.equal([stuck.stack, stuck.failed_for_good, env.operator], ["local", 1, CALLER]);
    assert.ok(stuck.cost.index_read_units > 0);
    const missing = await connected("nowhere").catch(String);
    assert.match(String(missing), /there is no queue ai-multi-comms-\w+-(queue|dlq)-nowhere: is that stack deployed/);
    const refused = await withEnvironment({ AWS_ACCESS_KEY_ID: "stranger" }, () => awsCaller(region).catch(String));
    assert.match(refused, /AWS does not say who you are \(STS, status 403\)/);
  });
  sts.stop();
});
