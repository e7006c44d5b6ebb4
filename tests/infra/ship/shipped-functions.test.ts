import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startDynamo } from "../../../tools/aws/dynamo/dynamo";
import { tableRequest, untilActive } from "../../../tools/engine/resources/dynamodb-table";
import { codeTexts } from "../../../tools/measure/sample/captured-program";
import { proxyEvent, validBody } from "../../../tools/measure/sample/request";
import { dynamoAt } from "../../helpers/local-clients";
import { captured } from "../helpers/captures";
import { allOf, assertNone, channelNames, inputsOf } from "../helpers/declared";
import { runShipped } from "./run-shipped";

const test = suite("shipped functions");

const cors = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token",
  "Access-Control-Allow-Methods": "OPTIONS,POST",
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
  assert.is(preflight?.statusCode, 200);
  assertNone(Object.entries(cors).filter(([name, value]) => preflight?.headers[name] !== value));
  assert.is(refusal?.statusCode, 400);
  assertNone(Object.entries(cors).filter(([name, value]) => refusal?.headers[name] !== value));
  assert.is(refusal?.headers["Content-Type"], "application/json");
  assert.is(JSON.parse(refusal?.body ?? "{}").error_code, "INVALID_REQUEST");
});

const record = (messageId: string, body: string) => ({
  messageId,
  receiptHandle: `handle of ${messageId}`,
  body,
  attributes: {
    ApproximateReceiveCount: "1",
    SentTimestamp: "0",
    SenderId: "x",
    ApproximateFirstReceiveTimestamp: "0",
  },
  messageAttributes: {},
  md5OfBody: "",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:eu-north-1:000000000000:q",
  awsRegion: "eu-north-1",
});

for (const channel of channelNames) {
  test(`the ${channel} processor hands malformed messages back by name`, async () => {
    const { answers } = await runShipped(`${channel}-processor`, [
      { Records: [record("m-1", "not JSON"), record("m-2", '{"frontend_payload":{}}')] },
    ]);

    assert.equal(answers, [{ batchItemFailures: [{ itemIdentifier: "m-1" }, { itemIdentifier: "m-2" }] }]);
  });
}

test("the receipts function turns away a post to no carrier's address", async () => {
  const { answers } = await runShipped("receipts", [
    proxyEvent({ resource: "/receipts/{other}/{ref}", pathParameters: { other: "x", ref: "y" }, body: "" }),
  ]);

  assert.equal(
    (answers as readonly Answer[]).map(({ statusCode }) => statusCode),
    [403],
  );
});

test("the sweeper finds nothing due in an empty table", async () => {
  const inputs = inputsOf(await captured("dev"), "dynamodb/table:Table", "conversations");
  const dynamo = await startDynamo();
  try {
    const client = dynamoAt(dynamo.url);
    await client.send(new CreateTableCommand(tableRequest(String(inputs.name), inputs)));
    await untilActive(client, String(inputs.name));
    client.destroy();

    const { answers, log } = await runShipped("sweeper", [{ source: "aws.events" }], { awsUrl: dynamo.url });

    assert.equal({ answers, log }, { answers: [null], log: "" });
  } finally {
    await dynamo.stop();
  }
});

test("the router says by name which credentials it has no way to get", async () => {
  const event = proxyEvent({ body: JSON.stringify(validBody()) });

  const { answers, log } = await runShipped("router", [event], {
    credentials: { HOME: "/nowhere", AWS_PROFILE: "somebody" },
  });

  assert.is(JSON.parse((answers as readonly Answer[])[0]?.body ?? "{}").error_code, "DATABASE_ERROR");
  assert.match(log, "LeftOut fromIni of @aws-sdk/credential-provider-ini/dist-es/index.js");
});

test("are all among those tried here", async () => {
  const names = allOf(await captured("dev"), "lambda/function:Function").map(({ name }) => name);

  const tried = ["router", "receipts", "sweeper", ...channelNames.map((channel) => `${channel}-processor`)];
  assert.equal([...names].sort(), tried.sort());
});

/** Megabytes of 1,000,000 bytes. */
const budgets: Readonly<Record<string, number>> = {
  router: 0.36,
  receipts: 0.36,
  sweeper: 0.46,
  "whatsapp-processor": 0.6,
  "sms-processor": 0.6,
  "email-processor": 0.6,
};

test("are one file each, within their budgets", async () => {
  const sizes = Object.entries(codeTexts(await captured("dev"))).map(
    ([name, text]) => [name, Buffer.byteLength(text) / 1_000_000] as const,
  );

  assert.equal(
    sizes.map(([name]) => name),
    Object.keys(budgets).sort(),
  );
  assertNone(sizes.filter(([name, size]) => size > (budgets[name] ?? 0)));
});

test("hold nothing of an account: neither names of the stack nor an amazonaws.com queue", async () => {
  for (const [name, text] of Object.entries(codeTexts(await captured("dev")))) {
    assert.not.match(text, /000000000000/, name);
    assert.not.match(text, /ai-multi-comms-[a-z-]+-dev/, name);
  }
});

test.run();
