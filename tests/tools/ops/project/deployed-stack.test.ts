import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { topicSubscribers } from "../../../../tools/ops/connect/aws-caller";
import { alarmFindings } from "../../../../tools/ops/project/check/config-findings";
import { checkKeyInGateway } from "../../../../tools/ops/project/check-key";
import { deployedOutputs } from "../../../../tools/ops/project/on-stack-in-effect";
import { temporaryFolder } from "../../../helpers/temporary-folder";
import { withEnvironment } from "../operator";
import { onThePath } from "./config-folder";

const testDeployedOutputs = suite("deployedOutputs");

const key = { company_id: "ci-ccc-003", project_id: "pi-ccc-001", label: "1", id: "k1", value: "secret" };

const toldBy = (script: string) => onThePath("npx", script, deployedOutputs(temporaryFolder(), "dev"));

testDeployedOutputs("address and keys come from the stack's outputs, which Pulumi is asked for", async () => {
  const outputs = JSON.stringify({ apiUrl: "https://api.example/dev", apiKeys: [key], other: 1 });
  const asked = "pulumi stack output --stack dev --json --show-secrets";
  const told = await toldBy(`[ "$*" = "${asked}" ] && echo '${outputs}'`);
  assert.equal(told, { apiUrl: "https://api.example/dev", apiKeys: [key], other: 1 });
});

testDeployedOutputs("Pulumi's refusal is told in its own words", async () => {
  const failed = await toldBy(`echo "error: no stack named 'dev' found" >&2; exit 255`).catch(String);
  assert.match(String(failed), /npx pulumi stack output .* failed: error: no stack named 'dev' found/);
});

testDeployedOutputs("outputs that lack something are said to, without what they hold", async () => {
  const failed = await toldBy(`echo '{"apiUrl":"https://api.example/dev","apiKeys":"canary"}'`).catch(String);
  assert.match(String(failed), /the outputs of the stack dev lack something: apiKeys/);
  assert.not.match(String(failed), /canary/);
});

/** Uses the address of a server that lives as long. */
const onServer = async <A>(answer: RequestListener, use: (url: string) => Promise<A>): Promise<A> => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).finally(() => server.close());
};

const testAlarms = suite("alarmFindings");

const answerOf = (...subscriptions: readonly string[]): string =>
  `<ListSubscriptionsByTopicResult><Subscriptions>${subscriptions
    .map((arn) => `<member><SubscriptionArn>${arn}</SubscriptionArn></member>`)
    .join("")}</Subscriptions></ListSubscriptionsByTopicResult>`;

/** What is found on an AWS that answers so for the topic of the stack `dev`, and refuses all else. */
const alarmsOn = async (subscriptions: string): Promise<readonly string[]> => {
  const topic = encodeURIComponent("arn:aws:sns:eu-north-1:111122223333:ai-multi-comms-alarms-dev");
  const answers: Readonly<Record<string, string>> = {
    "Action=GetCallerIdentity&Version=2011-06-15": "<Arn>arn:aws:sts::111122223333:assumed-role/operators/grace</Arn>",
    [`Action=ListSubscriptionsByTopic&Version=2010-03-31&TopicArn=${topic}`]: subscriptions,
  };
  const answering = async (request: IncomingMessage, response: ServerResponse) => {
    const answer = answers[await text(request)] ?? "";
    response.writeHead(answer === "" ? 403 : 200).end(answer);
  };
  const alarmSubscribers = () => topicSubscribers("eu-north-1", "ai-multi-comms-alarms-dev");
  const found = await onServer(answering, (AWS_ENDPOINT_URL) =>
    withEnvironment({ AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" }, () =>
      alarmFindings({ alarmSubscribers }),
    ),
  );
  return found.map(({ verdict, detail }) => `${verdict} ${detail}`);
};

testAlarms("who has confirmed gets them, and who has not is told of", async () => {
  const [arn, pending] = ["arn:aws:sns:eu-north-1:111122223333:ai-multi-comms-alarms-dev:1", "PendingConfirmation"];
  const [ok, open] = [
    "ok 1 confirmed to get them",
    "warning 1 subscribed and not confirmed: the link in SNS's mail does that",
  ];
  const nobody = "warning reach nobody: set alertsEmail, or subscribe to the topic";

  assert.equal(await alarmsOn(answerOf(arn)), [ok]);
  assert.equal(await alarmsOn(answerOf(pending, arn)), [ok, open]);
  assert.equal(await alarmsOn(answerOf(pending)), [open, nobody]);
  assert.equal(await alarmsOn(answerOf()), [nobody]);
  assert.equal(await alarmsOn(""), ["warning AWS does not say who gets the alarms (status 403)"]);
});

const testCheckKey = suite("checkKeyInGateway");

type Answers = Readonly<Record<string, readonly [number, object]>>;

/** What is found against key `k1`, on an API Gateway that answers so. */
const checkedOn = (answers: Answers): Promise<E.Either<string, unknown>> =>
  onServer(
    (request, response) => {
      const [status, body] = answers[request.url ?? ""] ?? [500, {}];
      const kind = status === 404 ? { "x-amzn-ErrorType": "NotFoundException" } : {};
      response.writeHead(status, { "content-type": "application/json", ...kind }).end(JSON.stringify(body));
    },
    async (endpoint) => {
      const credentials = { accessKeyId: "a", secretAccessKey: "b" };
      const client = new APIGatewayClient({ region: "eu-north-1", endpoint, credentials, maxAttempts: 1 });
      return checkKeyInGateway(client, "dev")("k1")().finally(() => client.destroy());
    },
  );

const KEY = "/apikeys/k1?includeValue=false";
const PLANS = "/usageplans?keyId=k1";
const plan = (stage: string) => ({ item: [{ id: "p1", apiStages: [{ apiId: "a1", stage }] }] });

const enabled: Answers = { [KEY]: [200, { id: "k1", enabled: true }] };

testCheckKey("a key in a usage plan of the stage is bound", async () => {
  assert.ok(E.isRight(await checkedOn({ ...enabled, [PLANS]: [200, plan("dev")] })));
});

testCheckKey("each other place is told", async () => {
  const unbound = "it is in no usage plan of the stage dev";
  for (const [answers, why] of [
    [{ [KEY]: [404, { message: "no" }] }, "API Gateway has no such key"],
    [{ [KEY]: [200, { id: "k1", enabled: false }] }, "it is disabled in API Gateway"],
    [{ ...enabled, [PLANS]: [200, plan("prod")] }, unbound],
    [{ ...enabled, [PLANS]: [200, { item: [] }] }, unbound],
  ] as const)
    assert.equal(await checkedOn(answers), E.left(why));
});
