import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import * as assert from "uvu/assert";
import type { FunctionSpec } from "../../../../tools/aws/lambda/function-spec";
import { accessKey } from "../../../helpers/local-clients";
import { assertRefused, cloudSuite, type LocalCloud, startLocalCloud } from "./local-cloud";

const test = cloudSuite("lambda-function");

const type = "aws:lambda/function:Function";
const archive = (text: string) => ({
  assets: { "index.js": { text }, lib: { assets: { "a.js": { text: "exports.a = 1" } } } },
});
const inputs = {
  name: "router",
  runtime: "nodejs24.x",
  handler: "index.handler",
  role: "arn:aws:iam::000000000000:role/r",
  code: archive("exports.handler = async (event) => ({ event, a: require('./lib/a').a, size: process.env.SIZE })"),
  environment: { variables: { SIZE: "3" } },
  loggingConfig: { logFormat: "JSON", applicationLogLevel: "INFO", systemLogLevel: "WARN" },
};

/** Deploys without running anything, and gives the spec that Lambda would get. */
const specOf = async (local: LocalCloud, given: object, changes: object = {}): Promise<FunctionSpec> => {
  const specs: FunctionSpec[] = [];
  const deploy = async (spec: FunctionSpec): Promise<void> => void specs.push(spec);
  const noting = await startLocalCloud({
    ...changes,
    lambda: { deploy, remove: async () => undefined },
    functionsFolder: local.cloud.functionsFolder,
  });
  await noting.make(type, { ...inputs, ...given });
  await noting.stop();
  const [spec] = specs;
  if (spec === undefined) throw new Error("nothing was deployed");
  return spec;
};

test("unpacks the archive and runs it with its environment", async ({ local }) => {
  const made = await local.make(type, inputs);

  const outcome = await local.lambda.invoke("router", { hello: 1 });

  const arn = "arn:aws:lambda:eu-north-1:000000000000:function:router";
  assert.equal(outcome, { _tag: "Answered", payload: JSON.stringify({ event: { hello: 1 }, a: 1, size: "3" }) });
  assert.equal(made, {
    id: "router",
    state: {
      name: "router",
      arn,
      invokeArn: `arn:aws:apigateway:eu-north-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
      qualifiedArn: `${arn}:$LATEST`,
      version: "$LATEST",
    },
  });
});

test("unpacks every archive once, to a folder of its own, so that workers of an earlier one keep theirs", async ({
  local,
}) => {
  const code = { assets: { "index.js": { text: "exports.handler = 0" } } };
  const { codeFolder: first } = await specOf(local, { name: "changing" });
  const { codeFolder: second } = await specOf(local, { name: "changing", code });
  const unpacked = statSync(second).ino;
  const { codeFolder: again } = await specOf(local, { name: "changing", code, memorySize: 256 });

  assert.is.not(first, second);
  assert.equal([readdirSync(first).sort(), readdirSync(second)], [["index.js", "lib"], ["index.js"]]);
  assert.equal([again, statSync(again).ino], [second, unpacked]);
});

const plainSpec = {
  name: "router",
  arn: "arn:aws:lambda:eu-north-1:000000000000:function:router",
  region: "eu-north-1",
  handler: "index.handler",
  memoryMb: 128,
  timeoutSeconds: 3,
  logGroup: "/aws/lambda/router",
  applicationLogLevel: "INFO",
};

test("gives AWS's defaults to what is not declared", async ({ local }) => {
  const { environment, codeFolder, ...spec } = await specOf(local, {});

  assert.is(dirname(codeFolder), join(local.cloud.functionsFolder, "router"));
  assert.equal(Object.keys(environment).sort(), [
    "AWS_ACCESS_KEY_ID",
    "AWS_ENDPOINT_URL_DYNAMODB",
    "AWS_ENDPOINT_URL_S3",
    "AWS_ENDPOINT_URL_SECRETS_MANAGER",
    "AWS_ENDPOINT_URL_SNS",
    "AWS_ENDPOINT_URL_SQS",
    "AWS_SECRET_ACCESS_KEY",
    "SIZE",
  ]);
  assert.equal(spec, plainSpec);
});

test("passes on what is declared", async ({ local }) => {
  const logging = { logFormat: "JSON", applicationLogLevel: "DEBUG", systemLogLevel: "WARN", logGroup: "/logs" };
  const given = { memorySize: 512, timeout: 150, reservedConcurrentExecutions: 2, loggingConfig: logging };

  const { environment: _, codeFolder: __, ...spec } = await specOf(local, given);

  const logs = { logGroup: "/logs", applicationLogLevel: "DEBUG" };
  assert.equal(spec, { ...plainSpec, ...logs, memoryMb: 512, timeoutSeconds: 150, reservedConcurrency: 2 });
});

test("leaves the services' addresses to a proxy named for all of them", async ({ local }) => {
  const extraEnvironment = { AWS_ENDPOINT_URL: "http://127.0.0.1:9", SIZE: "4" };

  const { environment } = await specOf(local, {}, { extraEnvironment });

  const credentials = { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: "local" };
  assert.equal(environment, { ...credentials, ...extraEnvironment });
});

test("refuses what it cannot run, naming the input", async ({ local }) => {
  const outside = { assets: { "../x.js": { text: "" } } };
  const text = { ...inputs.loggingConfig, logFormat: "Text" };
  await assertRefused(
    local,
    [type, { ...inputs, name: "a", layers: ["arn"] }, "layers is not supported by the local run"],
    [type, { ...inputs, name: "b", runtime: "python3.13" }, "runtime python3.13: the local run has Node only"],
    [type, { ...inputs, name: "c", code: undefined }, "code is missing"],
    [type, { ...inputs, name: "d", code: outside }, "code: ../x.js is outside the archive"],
    [type, { ...inputs, name: "e", loggingConfig: text }, "loggingConfig.logFormat Text must be one of JSON"],
    [type, { ...inputs, name: "f", loggingConfig: {} }, "loggingConfig.logFormat is missing, and must be one of JSON"],
  );
});
