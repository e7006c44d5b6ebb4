import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { CONVERSATION_PATH } from "../../../runtime/desk/asked";
import { startDynamo } from "../../../tools/aws/dynamo/dynamo";
import { sqsRecord } from "../../../tools/aws/event-source/queue";
import { tableRequest, untilActive } from "../../../tools/engine/resources/dynamodb-table";
import { writeFunctionCode } from "../../../tools/engine/resources/function-code";
import { codePaths, codeTexts, project } from "../../../tools/measure/sample/captured-program";
import { proxyEvent, validBody } from "../../../tools/measure/sample/request";
import { accessKey, dynamoAt } from "../../helpers/local-clients";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { captured } from "../helpers/captures";
import { assertNone, channelNames, inputsOf } from "../helpers/declared";

/** Nothing listens there: a call that a test does not expect fails at once. */
const NOWHERE = "http://127.0.0.1:1";

const runner = `
const { handler } = require("./__index.js");
const { writeSync } = require("node:fs");
const context = { awsRequestId: "request", getRemainingTimeInMillis: () => 10_000 };
(async () => {
  const answers = [];
  for (const event of JSON.parse(process.argv[1])) answers.push((await handler(event, context)) ?? null);
  writeSync(3, JSON.stringify(answers));
})();
`;

const environmentOf = (inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> => {
  const { variables } = inputs.environment as { readonly variables: Readonly<Record<string, unknown>> };
  const onLoopback = (value: unknown) => String(value).replace(/^https:\/\/[^/]*amazonaws\.com/, NOWHERE);
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, onLoopback(value)]));
};

const environmentCredentials = { AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };

/**
 * Unpacks a function's archive as it would be uploaded, loads it in a new process that knows nothing but its own variables,
 * and hands it `events` one after the other. A process that fails is an error with what it printed.
 */
const runShipped = async (
  name: string,
  events: readonly unknown[],
  surroundings: Readonly<Record<string, string>> = environmentCredentials,
) => {
  const run = await captured("dev");
  const inputs = inputsOf(run, "lambda/function:Function", name);
  const archive = { path: join(project, dirname(codePaths(run)[name] ?? "")) };
  const cwd = await writeFunctionCode(archive, join(temporaryFolder(), name));
  const env = {
    AWS_REGION: "eu-north-1",
    AWS_ENDPOINT_URL: NOWHERE,
    AWS_MAX_ATTEMPTS: "1",
    ...surroundings,
    ...environmentOf(inputs),
  };
  const child = spawn(process.execPath, ["-e", runner, JSON.stringify(events)], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  const [out, err, answers] = await Promise.all(
    [child.stdout, child.stderr, child.stdio[3]].map((pipe) => text(pipe as Readable)),
  );
  const [code] = await ended;
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${out}${err}`);
  return { answers: JSON.parse(answers ?? "[]") as readonly unknown[], log: `${out}${err}` };
};

const cors = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token",
  "Access-Control-Allow-Methods": "OPTIONS,GET,POST",
};

type Answer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

test("the router answers a preflight and an invalid body", async () => {
  const { answers } = await runShipped("router", [
    proxyEvent({ httpMethod: "OPTIONS", body: null }),
    proxyEvent({ body: "not JSON" }),
  ]);

  const [preflight, refusal] = answers as readonly Answer[];
  for (const answer of [preflight, refusal])
    assertNone(Object.entries(cors).filter(([name, value]) => answer?.headers[name] !== value));
  assert.equal([preflight?.statusCode, refusal?.statusCode], [200, 400]);
  assert.is(refusal?.headers["Content-Type"], "application/json");
  assert.is(JSON.parse(refusal?.body ?? "{}").error_code, "INVALID_REQUEST");
});

test("the desk answers what the API is, and who asks about no request", async () => {
  const { answers } = await runShipped("desk", [
    proxyEvent({ httpMethod: "GET", resource: "/openapi.json", body: null }),
    proxyEvent({ httpMethod: "GET", resource: CONVERSATION_PATH, pathParameters: { company_id: "#" }, body: null }),
  ]);

  const [description, refusal] = answers as readonly Answer[];
  assert.equal(JSON.parse(description?.body ?? "{}").openapi, "3.1.0");
  assert.equal([refusal?.statusCode, JSON.parse(refusal?.body ?? "{}").error_code], [400, "INVALID_IDENTIFIERS"]);
});

const queue = { queueArn: "arn:aws:sqs:eu-north-1:000000000000:q", region: "eu-north-1" };
const Attributes = {
  ApproximateReceiveCount: "1",
  SentTimestamp: "0",
  SenderId: "x",
  ApproximateFirstReceiveTimestamp: "0",
};
const record = (MessageId: string, Body: string) =>
  sqsRecord(queue, { MessageId, ReceiptHandle: `handle of ${MessageId}`, Body, MD5OfBody: "", Attributes });

for (const name of [...channelNames.map((channel) => `${channel}-processor`), "replies", "webhooks"]) {
  test(`the function ${name} hands malformed messages back by name`, async () => {
    const { answers } = await runShipped(name, [
      { Records: [record("m-1", "not JSON"), record("m-2", '{"frontend_payload":{}}')] },
    ]);

    assert.equal(answers, [{ batchItemFailures: [{ itemIdentifier: "m-1" }, { itemIdentifier: "m-2" }] }]);
  });
}

test("the receipts function turns away a post to no carrier's address", async () => {
  const { answers } = await runShipped("receipts", [
    proxyEvent({ resource: "/receipts/{other}/{ref}", pathParameters: { other: "x", ref: "y" }, body: "" }),
  ]);

  assert.is((answers as readonly Answer[])[0]?.statusCode, 403);
});

test("the inbound function loads, with the libraries that read mail, and asks for another try where it cannot read its keys", async () => {
  const [resource, pathParameters] = ["/inbound/sendgrid/{ref}", { ref: "x" }];
  const { answers, log } = await runShipped("inbound", [
    {},
    proxyEvent({ resource, pathParameters, body: "" }),
    proxyEvent({ resource: "/unsubscribe/{ref}", httpMethod: "GET", pathParameters, body: null }),
  ]);

  assert.equal(
    (answers as readonly Answer[]).map(({ statusCode }) => statusCode),
    [403, 503, 503],
  );
  assert.match((answers as readonly Answer[])[2]?.body ?? "", "Please try again");
  assert.match(log, /secret ai-multi-comms\/receipt-key-dev/);
});

test("the sweeper finds nothing due in an empty table", async () => {
  const inputs = inputsOf(await captured("dev"), "dynamodb/table:Table", "conversations");
  const dynamo = await startDynamo({ accessKey });
  try {
    const client = dynamoAt(dynamo.url);
    await client.send(new CreateTableCommand(tableRequest(String(inputs.name), inputs)));
    await untilActive(client, String(inputs.name));
    client.destroy();

    const { answers, log } = await runShipped("sweeper", [{ source: "aws.events" }], {
      ...environmentCredentials,
      AWS_ENDPOINT_URL: dynamo.url,
    });

    assert.equal({ answers, log }, { answers: [null], log: "" });
  } finally {
    await dynamo.stop();
  }
});

test("the router says by name which credentials it has no way to get", async () => {
  const event = proxyEvent({ body: JSON.stringify(validBody()) });

  const { answers, log } = await runShipped("router", [event], { HOME: "/nowhere", AWS_PROFILE: "somebody" });

  assert.is(JSON.parse((answers as readonly Answer[])[0]?.body ?? "{}").error_code, "DATABASE_ERROR");
  assert.match(log, "LeftOut fromIni of @aws-sdk/credential-provider-ini/dist-es/index.js");
});

/** Megabytes of 1,000,000 bytes. */
const budgets: Readonly<Record<string, number>> = {
  router: 0.36,
  desk: 0.5,
  receipts: 0.36,
  inbound: 0.48,
  replies: 0.38,
  sweeper: 0.57,
  events: 0.36,
  webhooks: 0.37,
  "whatsapp-processor": 0.63,
  "sms-processor": 0.63,
  "email-processor": 0.63,
};

test("are those tried here, one file each, within their budgets", async () => {
  const texts = codeTexts(await captured("dev"));

  assert.equal(Object.keys(texts), Object.keys(budgets).sort());
  assertNone(
    Object.entries(texts).filter(([name, text]) => Buffer.byteLength(text) / 1_000_000 > (budgets[name] ?? 0)),
  );
});

test("hold nothing of an account: neither names of the stack nor an amazonaws.com queue", async () => {
  for (const [name, text] of Object.entries(codeTexts(await captured("dev")))) {
    assert.not.match(text, /\b000000000000\b/, name);
    assert.not.match(text, /ai-multi-comms-[a-z-]+-dev/, name);
  }
});
