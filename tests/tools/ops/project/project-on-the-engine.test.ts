import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Webhook } from "standardwebhooks";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readOptions } from "../../../../tools/engine/options";
import type { Ready } from "../../../../tools/engine/run/ready";
import { dynamoClient } from "../../../../tools/engine/run/services";
import { startEngine } from "../../../../tools/engine/run/start-engine";
import { copyProject } from "../../../../tools/measure/sample/captured-program";
import { dynamoChangeStatus } from "../../../../tools/ops/project/change-status";
import { deployedStack } from "../../../../tools/ops/project/on-stack-in-effect";
import { runProject } from "../../../../tools/ops/run-project";
import { readStackFile } from "../../../../tools/ops/stack-file/stack-file";
import { temporaryFolder } from "../../../helpers/temporary-folder";
import { newRequest, post } from "../../../journey/requests";
import { runAt, withEnvironment } from "../operator";
import { emptyStack, newProject, newProjectWith } from "./config-folder";

/** An engine that runs a copy of the program with a config of its own, without projects. */
const startProjectEngine = async () => {
  const folder = copyProject(temporaryFolder());
  const readyFile = join(folder, "ready.json");
  writeFileSync(join(folder, "Pulumi.local.yaml"), emptyStack);
  return {
    folder,
    engine: await startEngine(folder, readOptions(["--port", "0", "--ready", readyFile])),
    /** As a command finds it now. */
    ready: (): Ready => JSON.parse(readFileSync(readyFile, "utf8")),
    run: (...argv: readonly string[]) =>
      runAt((terminal) => runProject(folder, [...argv, "--ready", readyFile], terminal)),
  };
};

type ProjectEngine = Awaited<ReturnType<typeof startProjectEngine>>;

let running: Promise<ProjectEngine> | undefined;
const engine = (): Promise<ProjectEngine> => (running ??= startProjectEngine());
test.after(async () => (await running)?.engine.stop());

const statusWith = async ({ ready }: ProjectEngine, key: string | undefined): Promise<number> => {
  const { body } = newRequest("sms", { company_data: { company_id: "ci-ccc-003", project_id: "pi-ccc-001" } });
  return (await post(ready(), body, key)).status;
};

test("two commands lead from an empty stack to the first message of a new project", async () => {
  const { run, ready } = await engine();
  assert.equal(ready().apiKeys, []);

  const made = await run(...newProject, "--up");
  const sent = await run("send-test", "--project", "pi-ccc-001");

  assert.is(made.code, 0, made.text);
  assert.match(made.text, /The local engine is up to date: \d+ created/);
  assert.is(sent.code, 0, sent.text);
  assert.match(
    sent.text,
    /accepted by the API: ci-ccc-003#pi-ccc-001#[\s\S]*sent, initial_message_sent, delivered\nDelivered:\n\n.*\S/,
  );
});

test("while a key is changed both keys work, and afterwards the old one is refused", async () => {
  const on = await engine();
  const keys = () => on.ready().apiKeys.filter(({ project_id }) => project_id === "pi-ccc-001");
  const [old] = keys();

  await on.run("rotate-key", "pi-ccc-001");
  const early = await on.run("rotate-key", "pi-ccc-001", "--finish");
  assert.is(early.code, 1);
  assert.match(early.text, /the new key is not in effect yet/);

  const added = await on.run(...newProjectWith("--project", "pi-real-001"), "--real", "--up");
  assert.is(added.code, 0, added.text);
  const [, next] = keys();
  assert.equal([await statusWith(on, old?.value), await statusWith(on, next?.value)], [200, 200]);
  const shown = await on.run("rotate-key", "pi-ccc-001", "--show");
  assert.ok(shown.text.includes(`2  ${next?.id}  ${next?.value}`), shown.text);

  const removed = await on.run("rotate-key", "pi-ccc-001", "--finish", "--up");
  assert.is(removed.code, 0, removed.text);
  assert.equal([await statusWith(on, old?.value), await statusWith(on, next?.value)], [403, 200]);
});

test("a project is disabled at once, and so it stays with the next deployment, until it is enabled", async () => {
  const on = await engine();
  const key = () => on.ready().apiKeys.find(({ project_id }) => project_id === "pi-ccc-001")?.value;

  const disabled = await on.run("disable", "pi-ccc-001", "--reason", "unpaid");
  assert.is(disabled.code, 0, disabled.text);
  assert.is(await statusWith(on, key()), 403);
  const refused = await on.run("send-test", "pi-ccc-001");
  assert.equal([refused.code, /PROJECT_INACTIVE/.test(refused.text)], [1, true]);
  assert.match((await on.run("check", "pi-ccc-001")).text, /the project is inactive/);

  assert.is((await on.run("enable", "pi-ccc-001", "--reason", "paid")).code, 0);
  assert.is(await statusWith(on, key()), 200);
  const { code, text } = await on.run("check", "pi-ccc-001");
  assert.is(code, 0, text);
});

test("a template with other variables and a malformed secret are wrong, and no value is shown", async () => {
  const on = await engine();
  assert.match((await on.run("check", "pi-real-001")).text, /sms template +has the assistant's variables: 1/);
  on.engine.providers.twilio.setTemplates({});
  const mismatched = await on.run("check", "pi-real-001");
  assert.is(mismatched.code, 1);
  assert.match(mismatched.text, /WRONG .*sms template +has the variables 1, 2, 3, content_variables has 1/);

  const { endpoints, region, credentials } = on.ready();
  const secrets = new SecretsManagerClient({ region, credentials, endpoint: endpoints.secretsmanager });
  const SecretId = "ai-multi-comms/sms-credentials/ci-ccc-003/pi-real-001/twilio-local";
  const SecretString = JSON.stringify({ twilio_account_sid: "AC-canary", twilio_auth_token: "" });
  await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
  secrets.destroy();
  const malformed = await on.run("check", "pi-real-001");
  assert.match(malformed.text, /WRONG .*sms credentials .*twilio_auth_token \(expected printable ASCII/);
  assert.not.match(malformed.text, /canary/);
});

test("what is not simulated is not sent to by a test, unless it really shall be", async () => {
  const on = await engine();
  const { code, text } = await on.run("send-test", "pi-real-001");
  assert.is(code, 1);
  assert.match(text, /sms of ci-ccc-003\/pi-real-001 is not simulated, so a message would go out: --really --to/);
  assert.equal(on.engine.providers.ledger.sends("+447400123456"), []);
});

/** A company's endpoint, which says no as long as `status` is set, and which keys what it was posted was signed with. */
const companyEndpoint = async () => {
  const state = { status: 0, posts: [] as { readonly body: string; readonly headers: IncomingHttpHeaders }[] };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    state.posts.push({ body, headers: request.headers });
    response.writeHead(state.status === 0 ? 200 : state.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const isSignedBy = (key: string): boolean => {
    const { body = "", headers = {} } = state.posts.at(-1) ?? {};
    try {
      new Webhook(key).verify(body, headers as Record<string, string>);
      return true;
    } catch {
      return false;
    }
  };
  const { port } = server.address() as AddressInfo;
  return { state, isSignedBy, url: `http://127.0.0.1:${port}/events`, close: () => server.close() };
};

test("a project's endpoint takes a test event by the secret that the program made, and while that is changed by either", async () => {
  const on = await engine();
  const endpoint = await companyEndpoint();
  const rotate = (...options: readonly string[]) => on.run("rotate-webhook-secret", "pi-real-001", ...options);
  const keys = async () => [...(await rotate("--show")).text.matchAll(/whsec_\S+/g)].map(([key]) => key);
  const without = await rotate();
  assert.equal([without.code, /has no webhook: npm run project -- edit/.test(without.text)], [1, true]);

  const edited = await on.run("edit", "pi-real-001", "--set", `webhook.url=${endpoint.url}`, "--up");
  assert.is(edited.code, 0, edited.text);
  const [first = "", ...none] = await keys();
  const checked = await on.run("check", "pi-real-001");
  assert.match(checked.text, /ok .*webhook +took a test event \(status 200\)/);
  assert.equal([none, endpoint.isSignedBy(first)], [[], true]);
  assert.is(JSON.parse(endpoint.state.posts[0]?.body ?? "{}").type, "webhook.test");

  const begun = await rotate();
  const [second = "", former] = await keys();
  assert.equal([begun.code, former, second === first], [0, first, false], begun.text);
  assert.equal((await rotate()).code, 1);
  assert.match((await on.run("check", "pi-real-001")).text, /warning .*webhook +a rotation of its secret is under way/);
  assert.equal([endpoint.isSignedBy(first), endpoint.isSignedBy(second)], [true, true]);

  assert.equal([(await rotate("--finish")).code, (await rotate("--finish")).code, await keys()], [0, 1, [second]]);
  endpoint.state.status = 404;
  const refused = await on.run("check", "pi-real-001");
  assert.match(refused.text, /WRONG .*webhook +did not take a test event: it answered 404/);
  assert.equal([endpoint.isSignedBy(first), endpoint.isSignedBy(second)], [false, true]);
  assert.not.match(`${begun.text}${refused.text}${checked.text}`, /whsec_/);

  const updated = await on.run("edit", "pi-real-001", "--up");
  assert.equal([updated.code, await keys()], [0, [second]], updated.text);
  endpoint.close();
  assert.match(
    (await on.run("check", "pi-real-001")).text,
    /WRONG .*webhook +was not reached: nothing answers at the address/,
  );
});

test("what is written and not in effect is said to be so", async () => {
  const on = await engine();
  assert.is((await on.run(...newProjectWith("--project", "pi-late-001"))).code, 0);

  const { code, text } = await on.run("check", "pi-late-001");
  const sent = await on.run("send-test", "pi-late-001");

  assert.equal([code, sent.code], [1, 1]);
  assert.match(text, /WRONG .*record +there is none: bring the config into effect/);
  assert.match(sent.text, /is not in effect yet/);
});

test("a deployed stack is found by its names", async () => {
  const { folder, ready } = await engine();
  const { endpoints, credentials } = ready();
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  await withEnvironment(environment, async () => {
    const stack = deployedStack(readStackFile(folder, "local"), undefined, () => undefined);
    const project = { company_id: "ci-ccc-003", project_id: "pi-ccc-001" };
    const at = new Date().toISOString();
    assert.is(await stack.changeStatus(project, "active", at), true);
    assert.is(await stack.changeStatus({ ...project, project_id: "pi-none" }, "active", at), false);
    stack.close();
  });
});

test("a status that only the record has is told with the command that mends it, which does", async () => {
  const on = await engine();
  const { dynamodb } = on.ready().endpoints;
  const dynamo = dynamoClient({ region: on.ready().region, credentials: on.ready().credentials }, dynamodb);
  const project = { company_id: "ci-ccc-003", project_id: "pi-ccc-001" };
  await dynamoChangeStatus(dynamo, on.ready().tables.company)(project, "inactive", new Date().toISOString());
  dynamo.destroy();
  const checked = await on.run("check", "pi-ccc-001");
  assert.match(
    checked.text,
    /WRONG .*record .*project_status, updated_at: npm run project -- enable ci-ccc-003\/pi-ccc-001/,
  );
  assert.is((await on.run("enable", "pi-ccc-001", "--reason", "as the config says")).code, 0);
  assert.not.match((await on.run("check", "pi-ccc-001")).text, /WRONG .*record/);
});
