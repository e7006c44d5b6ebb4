import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startEventSourceMapping } from "../../../../tools/aws/event-source/start-event-source-mapping";
import { runTypeScript } from "../temporary-program";
import { startLocalCloud } from "./local-cloud";

const test = suite("deployed-program");

const program = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const table = new aws.dynamodb.Table("things", {
  attributes: [{ name: "id", type: "S" }], hashKey: "id", billingMode: "PAY_PER_REQUEST",
});
const queue = new aws.sqs.Queue("things", { visibilityTimeoutSeconds: 30 });
const secret = new aws.secretsmanager.Secret("token", { name: "token" });
new aws.secretsmanager.SecretVersion("token", { secretId: secret.id, secretString: pulumi.secret("sesame") });
const role = new aws.iam.Role("role", {
  assumeRolePolicy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
  },
});
const environment = { variables: { TABLE: table.name, QUEUE_URL: queue.url, SECRET: secret.name } };
const settings = { role: role.arn, runtime: "nodejs24.x" as const, memorySize: 256, timeout: 10, environment };

const send = new aws.lambda.CallbackFunction("send", {
  ...settings,
  callback: async (event: { body: string }) => {
    const { SQSClient, SendMessageCommand } = require("@aws-sdk/client-sqs");
    const client = new SQSClient({ useQueueUrlAsEndpoint: false });
    await client.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: event.body }));
    return { statusCode: 202, body: "accepted" };
  },
});
const store = new aws.lambda.CallbackFunction("store", {
  ...settings,
  callback: async (event: { Records: { body: string }[] }) => {
    const { DynamoDBClient, PutItemCommand } = require("@aws-sdk/client-dynamodb");
    const { GetSecretValueCommand, SecretsManagerClient } = require("@aws-sdk/client-secrets-manager");
    const secret = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: process.env.SECRET }));
    for (const { body } of event.Records)
      await new DynamoDBClient({}).send(new PutItemCommand({
        TableName: process.env.TABLE, Item: { id: { S: body }, by: { S: secret.SecretString ?? "" } },
      }));
  },
});
new aws.lambda.EventSourceMapping("store", { eventSourceArn: queue.arn, functionName: store.name });
const api = new aws.apigateway.RestApi("api", {
  body: send.invokeArn.apply((uri) => JSON.stringify({
    openapi: "3.0.1", info: { title: "api", version: "1" },
    paths: { "/things": { post: {
      responses: {}, "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri },
    } } },
  })),
});
const deployment = new aws.apigateway.Deployment("api", { restApi: api.id });
const stage = new aws.apigateway.Stage("api", { restApi: api.id, deployment: deployment.id, stageName: "local" });
export const url = stage.invokeUrl;
export const tableName = table.name;
`;

test("a deployed program takes a request, queues it and stores it, with what the program declares", async () => {
  const local = await startLocalCloud({ extraEnvironment: { NODE_PATH: `${process.cwd()}/node_modules` } });
  const { make, invoke } = local.resources;

  const result = await runTypeScript(program, {
    stack: "local",
    create: (inputs, subject) => make(inputs, subject),
    invoke,
  });
  assert.equal(result.messages, []);
  const mappings = local.resources
    .eventSourceMappings()
    .map((mapping) => startEventSourceMapping(mapping, { sqs: local.cloud.sqs, invoke: local.lambda.invoke }));
  const accepted = await fetch(`${String(result.outputs.url)}/things`, { method: "POST", body: "first" });

  const find = new GetItemCommand({ TableName: String(result.outputs.tableName), Key: { id: { S: "first" } } });
  const until = Date.now() + 5000;
  let stored = await local.cloud.dynamo.send(find);
  while (stored.Item === undefined && Date.now() < until) stored = await local.cloud.dynamo.send(find);
  await Promise.all(mappings.map((mapping) => mapping.stop()));
  await local.stop();

  assert.is(result.exitCode, 0);
  assert.equal([accepted.status, await accepted.text()], [202, "accepted"]);
  assert.equal(stored.Item, { id: { S: "first" }, by: { S: "sesame" } });
  assert.equal(local.warnings, []);
});

test.run();
