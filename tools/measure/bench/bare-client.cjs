"use strict";
// Makes the calls of a processor's message with Node's own client and no thought: what the machine and the stand-in give at most.
const { Agent, request } = require("node:http");

const agent = new Agent({ keepAlive: true, maxSockets: 50 });
const base = process.env.AWS_ENDPOINT_URL;

const call = (path, target, body) =>
  new Promise((resolve, reject) => {
    const headers = { "Content-Type": "application/json", ...(target === undefined ? {} : { "X-Amz-Target": target }) };
    const outgoing = request(`${base}${path}`, { agent, method: "POST", headers }, (incoming) => {
      incoming.resume();
      incoming.once("end", resolve);
      incoming.once("error", reject);
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });

const ask = JSON.stringify({ text: { format: { schema: { properties: { 1: {}, 2: {} } } } } });

const store = (operation, body) => call("/", `DynamoDB_20120810.${operation}`, body);
const key = JSON.stringify({ TableName: "conversations", Key: {} });

const message = async (body) => {
  for (const write of ["PutItem", "PutItem"]) await store(write, body);
  await call("/", "AmazonSQS.ChangeMessageVisibility", "{}");
  await store("GetItem", key);
  await store("UpdateItem", body);
  await call("/v1/conversations", undefined, "{}");
  await call("/v1/responses", undefined, ask);
  for (const write of ["UpdateItem", "UpdateItem"]) await store(write, body);
  await store("GetItem", key);
  await call("/2010-04-01/Accounts/AC1/Messages.json", undefined, "Body=a");
  await store("UpdateItem", body);
};

exports.handler = async ({ Records }) => {
  await Promise.all(Records.map(({ body }) => message(body)));
  return { batchItemFailures: [] };
};
