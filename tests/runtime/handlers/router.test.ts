import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeRouter } from "../../../runtime/handlers/router";
import { proxyEvent } from "../../../tools/measure/sample/request";

const settings = { version: "1.2.3", corsOrigins: ["*"] };
const environment = {
  COMPANY_TABLE: "companies",
  CONVERSATIONS_TABLE: "conversations",
  WHATSAPP_QUEUE_URL: "http://127.0.0.1:1/whatsapp",
  SMS_QUEUE_URL: "http://127.0.0.1:1/sms",
  EMAIL_QUEUE_URL: "http://127.0.0.1:1/email",
  AWS_REGION: "eu-west-1",
  METRIC_NAMESPACE: "AiMultiComms/dev",
};

const names = Object.keys(environment);
const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));

test.before.each(() => {
  Object.assign(process.env, environment);
});
test.after.each(() => {
  for (const name of names)
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
});

test("makes a handler that answers events", async () => {
  const handler = makeRouter(settings);
  const { statusCode, headers } = await handler(proxyEvent({ httpMethod: "OPTIONS", body: null }));
  assert.equal([statusCode, headers?.["Access-Control-Allow-Origin"]], [200, "*"]);
});

test("does not start without its environment, and names what is missing", () => {
  delete process.env.COMPANY_TABLE;
  process.env.SMS_QUEUE_URL = " ";
  assert.throws(() => makeRouter(settings), /COMPANY_TABLE/);
});
