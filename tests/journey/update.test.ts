import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GetSecretValueCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import * as assert from "uvu/assert";
import { parse, stringify } from "yaml";
import { readStackConfig } from "../../tools/engine/program/stack-config";
import { requestUpdate } from "../../tools/engine/update/running-engine";
import type { Summary } from "../../tools/engine/update/summary";
import type { UpdateRequest } from "../../tools/engine/update/updater";
import { copyProject, project, sampleStack, withChanges } from "../../tools/measure/sample/captured-program";
import { temporaryFolder } from "../helpers/temporary-folder";
import { type Journey, journeySuite } from "./engines";
import { eventually } from "./eventually";
import { untilQuiet } from "./queues";
import { conversationDelivered, conversationsWith, deliver, sendsOf } from "./records";
import { type Answer, keyOf, newRequest, post, type Request } from "./requests";

const test = journeySuite("npm run up on a running engine");

const update = ({ ready }: Journey, request: Partial<UpdateRequest>): Promise<Summary> =>
  pipe(
    requestUpdate(ready, request),
    TE.getOrElse((reason) => {
      throw new Error(reason);
    }),
  )();

/** The changes of one kind of resource. */
const changesOf = ({ changes }: Summary, kind: string): readonly string[] =>
  changes
    .filter(({ type }) => type.endsWith(`:${kind}`))
    .map(({ action, name, inputs }) => [action, name, ...inputs].join(" "))
    .sort();

const guest = { company_id: "ci-guest-009", project_id: "pi-guest-001" };

/** The sample's config with one more project, which sends by SMS, once a minute, as the first one does. */
const withGuest = (): Readonly<Record<string, string>> => {
  const { config } = readStackConfig({ folder: project, stack: "local", file: sampleStack("local") });
  const [projects, secrets] = ["projects", "secretValues"].map((key) =>
    JSON.parse(config[`ai-multi-comms:${key}`] ?? ""),
  );
  const twilio = secrets["sms-credentials/ci-aaa-001/pi-aaa-001/twilio"];
  const limits = { requests_per_minute: 1 };
  const added = {
    ...projects[0],
    ...guest,
    rate_limits: limits,
    channels: { sms: { ...projects[0].channels.sms, sender: "+447400000109" } },
  };
  return {
    projects: JSON.stringify([...projects, added]),
    secretValues: JSON.stringify({ ...secrets, "sms-credentials/ci-guest-009/pi-guest-001/twilio": twilio }),
  };
};

const HAND_SET = "ai-multi-comms/whatsapp-credentials/ci-bbb-002/pi-bbb-001/twilio-local";

const handSetValue = async ({ secrets }: Journey): Promise<string | undefined> =>
  (await secrets.send(new GetSecretValueCommand({ SecretId: HAND_SET }))).SecretString;

const OLD_WORDS = "Request accepted and queued for processing";
const NEW_WORDS = "Request accepted by the next version";

const SENDERS = 6;

/** Sends requests until `isOver` and at least `least` have been sent; every sender waits for its message at the carrier. */
const sendUntil = async (journey: Journey, isOver: () => boolean, least: number) => {
  const { ready, providers } = journey;
  const sent: { readonly request: Request; readonly answer: Answer }[] = [];
  const channels = ["whatsapp", "sms", "email"] as const;
  const sender = async (): Promise<void> => {
    while (!isOver() || sent.length < least) {
      const request = newRequest(channels[sent.length % channels.length]);
      sent.push({ request, answer: await post(ready, request.body) });
      await eventually(`a message to ${request.recipient}`, async () => providers.ledger.sends(request.recipient)[0]);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return sent;
};

test("changes nothing, not even a warm worker, when the program declares what is there", async (journey) => {
  await deliver(journey);
  const warm = () =>
    Object.keys(journey.ready.functions)
      .map((name) => ({ name, pids: journey.services.lambda.pids(name) }))
      .filter(({ pids }) => pids.length > 0);
  const before = warm();

  const { changes, unchanged } = await update(journey, {});

  assert.equal(changes, []);
  assert.ok(unchanged.length > 90, String(unchanged.length));
  const after = warm().flatMap(({ pids }) => pids);
  assert.ok(before.length >= 3, String(before.length));
  // One of several may have ended by itself meanwhile, for want of work.
  assert.equal(
    before.filter(({ pids }) => !pids.some((pid) => after.includes(pid))),
    [],
  );
});

test("brings new code, settings and a project under load: every request is accepted and sent once", async (journey) => {
  await journey.secrets.send(new PutSecretValueCommand({ SecretId: HAND_SET, SecretString: '{"set":"by hand"}' }));
  const folder = withChanges(copyProject(temporaryFolder()), {
    file: "runtime/router/handle-http.ts",
    from: OLD_WORDS,
    to: NEW_WORDS,
  });
  const config = { ...withGuest(), logLevel: "INFO", processorMemoryMb: "768", queueVisibilitySeconds: "6" };
  let isOver = false;

  const [summary, meanwhile] = await Promise.all([
    update(journey, { folder, config }).finally(() => {
      isOver = true;
    }),
    sendUntil(journey, () => isOver, 6 * SENDERS),
  ]);
  const sent = [...meanwhile, ...(await sendUntil(journey, () => true, SENDERS))];
  await untilQuiet(journey);

  assert.equal(
    sent.filter(({ answer }) => answer.status !== 200).map(({ answer }) => answer.text),
    [],
  );
  assert.equal([...new Set(sent.map(({ answer }) => answer.body.message))].sort(), [NEW_WORDS, OLD_WORDS].sort());
  for (const { request } of sent) assert.is(sendsOf(journey, request).length, 1);
  assert.equal(changesOf(summary, "Function"), [
    "update desk loggingConfig",
    "update email-processor code environment loggingConfig memorySize",
    "update events loggingConfig",
    "update inbound loggingConfig memorySize",
    "update receipts loggingConfig",
    "update replies loggingConfig memorySize",
    "update router code loggingConfig",
    "update sms-processor code environment loggingConfig memorySize",
    "update sweeper loggingConfig memorySize",
    "update webhooks loggingConfig",
    "update whatsapp-processor code environment loggingConfig memorySize",
  ]);
  assert.equal(changesOf(summary, "ApiKey").length, 1);
  assert.equal(changesOf(summary, "Table"), []);
});

let firstOfGuest: Request | undefined;

test("lets a new project send, within its own limits, and settings take effect", async (journey) => {
  const { ready } = journey;
  const request = newRequest("sms", { company_data: guest });
  firstOfGuest = request;

  const accepted = await post(ready, request.body, keyOf(ready, guest.company_id));
  const second = await post(ready, newRequest("sms", { company_data: guest }).body, keyOf(ready, guest.company_id));
  await conversationDelivered(journey, request);
  const { Attributes } = await journey.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: ready.queues.sms.url, AttributeNames: ["VisibilityTimeout"] }),
  );

  assert.equal([accepted.status, accepted.body.message, second.status], [200, NEW_WORDS, 429]);
  assert.is(journey.providers.ledger.sends(request.recipient).length, 1);
  assert.is(Attributes?.VisibilityTimeout, "6");
  assert.equal(
    journey.heard.lines.filter(({ line }) => line.includes(request.requestId) && line.includes('"level":"DEBUG"')),
    [],
  );
});

test("refuses a wrong config, and a second update meanwhile, and leaves everything as it is", async (journey) => {
  const keys = journey.ready.apiKeys;

  const [wrong, meanwhile] = await Promise.all([
    update(journey, { config: { logLevel: "LOUD" } }).catch(String),
    update(journey, {}).catch(String),
  ]);

  assert.match(String(wrong), /ai-multi-comms:logLevel must be one of DEBUG, INFO, WARN, ERROR/);
  assert.is(meanwhile, "Error: Another update is under way; wait for it to end.");
  assert.equal(journey.ready.apiKeys, keys);
  assert.is(await handSetValue(journey), '{"set":"by hand"}');
});

test("returns to what was there: the project's key is refused, its conversation stays, no queue has lost anything", async (journey) => {
  const key = keyOf(journey.ready, guest.company_id);
  const request = newRequest("email");

  const asked = await update(journey, { resetConfig: true }).catch(String);
  const summary = await update(journey, { resetConfig: true, allowRemoval: true });
  const refused = await post(journey.ready, newRequest("sms", { company_data: guest }).body, key);
  const answer = await post(journey.ready, request.body);
  await conversationDelivered(journey, request);

  assert.is(
    asked,
    `Error: This would remove what no release brings back:
  project              ci-guest-009-pi-guest-001
  limits of the key    ci-guest-009-pi-guest-001--1
  API key              ci-guest-009-pi-guest-001--1
  limits               ci-guest-009-pi-guest-001
  address for answers  ci-guest-009-pi-guest-001-sms-inbound
  secret               sms-credentials/ci-guest-009/pi-guest-001/twilio
Nothing was changed. If all of this is to go, say so with --allow-removal.`,
  );
  assert.equal(
    summary.changes.filter(({ action }) => action === "create" || action === "replace"),
    [],
  );
  assert.is(refused.status, 403);
  assert.equal([answer.status, answer.body.message], [200, OLD_WORDS]);
  assert.is((await conversationsWith(journey, firstOfGuest?.recipient ?? "")).length, 1);
  assert.is(await handSetValue(journey), '{"set":"by hand"}');
  assert.equal(
    journey.ready.apiKeys.map(({ company_id }) => company_id),
    ["ci-aaa-001", "ci-bbb-002"],
  );
});

/** An earlier release: other code, and a stack file from before the last project. */
const earlierRelease = (): string => {
  const change = { file: "runtime/router/handle-http.ts", from: OLD_WORDS, to: "Request accepted by the last version" };
  const folder = withChanges(copyProject(temporaryFolder()), change);
  const file = join(folder, "Pulumi.local.yaml");
  const content = parse(readFileSync(file, "utf8"));
  content.config["ai-multi-comms:projects"].pop();
  writeFileSync(file, stringify(content));
  return folder;
};

test("a return to an earlier release takes its code, and keeps the project that was added since", async (journey) => {
  const folder = earlierRelease();
  const key = keyOf(journey.ready, "ci-bbb-002");
  const request = newRequest("whatsapp", { company_data: { company_id: "ci-bbb-002", project_id: "pi-bbb-001" } });

  const summary = await update(journey, { folder });
  const answer = await post(journey.ready, request.body, key);
  const withItsConfig = await update(journey, { folder, withConfig: true }).catch(String);
  const unreadable = await update(journey, { folder, config: { addedSince: "1" } }).catch(String);

  assert.equal(
    summary.changes.map(({ action, name, inputs }) => [action, name, ...inputs].join(" ")),
    ["update router code"],
  );
  assert.equal([answer.status, answer.body.message], [200, "Request accepted by the last version"]);
  assert.match(String(withItsConfig), /API key +ci-bbb-002-pi-bbb-001--1\n/);
  assert.match(String(unreadable), `The code of ${folder} with the config `);
  assert.match(String(unreadable), "ai-multi-comms:addedSince");
  assert.is(keyOf(journey.ready, "ci-bbb-002"), key);
});
