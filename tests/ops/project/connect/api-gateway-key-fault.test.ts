import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { apiGatewayKeyFault } from "../../../../ops/project/connect/api-gateway-key-fault";

const test = suite("apiGatewayKeyFault");

type Answers = Readonly<Record<string, readonly [number, object]>>;

/** What is found against key `k1`, on an API Gateway that answers so. */
const faultOn = async (answers: Answers): Promise<string | undefined> => {
  const server = createServer((request, response) => {
    const [status, body] = answers[request.url ?? ""] ?? [500, {}];
    const kind = status === 404 ? { "x-amzn-ErrorType": "NotFoundException" } : {};
    response.writeHead(status, { "content-type": "application/json", ...kind }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new APIGatewayClient({
    region: "eu-north-1",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });
  try {
    return await apiGatewayKeyFault(client, "dev")("k1");
  } finally {
    client.destroy();
    server.close();
  }
};

const KEY = "/apikeys/k1?includeValue=false";
const PLANS = "/usageplans?keyId=k1";
const plan = (stage: string) => ({ item: [{ id: "p1", apiStages: [{ apiId: "a1", stage }] }] });

test("a key in a usage plan of the stage is bound", async () => {
  assert.is(await faultOn({ [KEY]: [200, { id: "k1", enabled: true }], [PLANS]: [200, plan("dev")] }), undefined);
});

test("each other place is told", async () => {
  const enabled = { [KEY]: [200, { id: "k1", enabled: true }] } as const;
  assert.is(await faultOn({ [KEY]: [404, { message: "no" }] }), "API Gateway has no such key");
  assert.is(await faultOn({ [KEY]: [200, { id: "k1", enabled: false }] }), "it is disabled in API Gateway");
  assert.is(await faultOn({ ...enabled, [PLANS]: [200, plan("prod")] }), "it is in no usage plan of the stage dev");
  assert.is(await faultOn({ ...enabled, [PLANS]: [200, { item: [] }] }), "it is in no usage plan of the stage dev");
});

test.run();
