import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AccessEntry } from "../../../local/api-gateway/access-entry";
import { measureRequest } from "../../../local/run/api-metrics";
import { measured } from "./measured";

const test = suite("API metrics");

const entry: AccessEntry = {
  at: 1_000,
  requestId: "r",
  apiId: "a",
  apiName: "api",
  stage: "dev",
  httpMethod: "POST",
  path: "/dev/x",
  resourcePath: "/x",
  functionName: "f",
  apiKeyId: undefined,
  status: 200,
  responseLength: 2,
  responseLatency: 20,
  integrationLatency: 15,
  error: undefined,
};

const of = (changes: Partial<AccessEntry> = {}) =>
  measured((cloudWatch) => measureRequest(cloudWatch, { ...entry, ...changes }));

const whole = (where: string, bad: number, broken: number) => ({
  [`AWS/ApiGateway Count ${where}`]: 1,
  [`AWS/ApiGateway 4XXError ${where}`]: bad,
  [`AWS/ApiGateway 5XXError ${where}`]: broken,
  [`AWS/ApiGateway Latency ${where}`]: 20,
  [`AWS/ApiGateway IntegrationLatency ${where}`]: 15,
});

test("count a request for its stage, and for its method and resource", () => {
  assert.equal(of(), { ...whole("api dev", 0, 0), ...whole("api dev POST /x", 0, 0) });
});

test("count its answer as the client's fault or the server's", () => {
  assert.equal(of({ status: 429 }), { ...whole("api dev", 1, 0), ...whole("api dev POST /x", 1, 0) });
  assert.equal(of({ status: 500 }), { ...whole("api dev", 0, 1), ...whole("api dev POST /x", 0, 1) });
});

test("have no integration latency without an integration, and no resource where none was found", () => {
  const { "AWS/ApiGateway IntegrationLatency api dev": _, ...others } = whole("api dev", 1, 0);
  assert.equal(of({ status: 403, resourcePath: undefined, integrationLatency: undefined }), others);
});

test("are none of a request to no API", () => {
  assert.equal(of({ apiName: undefined }), {});
});

test.run();
