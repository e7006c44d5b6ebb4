import { suite } from "uvu";
import type { AccessEntry } from "../../../../tools/aws/api-gateway/access-log";
import { type ApiGateway, startApiGateway } from "../../../../tools/aws/api-gateway/api-gateway";
import type { OpenApiDocument } from "../../../../tools/aws/api-gateway/document";
import type { Invoke, InvokeOutcome } from "../../../../tools/aws/lambda/invocation";

export const lambdaIntegration = (name: string) => ({
  type: "aws_proxy",
  httpMethod: "POST",
  uri: `arn:aws:apigateway:eu-north-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-north-1:000000000000:function:${name}/invocations`,
});

/** Lambda routes, one of them with a key, and gateway errors with a CORS header. */
export const sampleDocument = (changes: Record<string, unknown> = {}): OpenApiDocument => ({
  openapi: "3.0.1",
  info: { title: "sample", version: "1" },
  components: { securitySchemes: { api_key: { type: "apiKey", in: "header", name: "x-api-key" } } },
  paths: {
    "/initiate-conversation": {
      post: { security: [{ api_key: [] }], "x-amazon-apigateway-integration": lambdaIntegration("router") },
      options: { "x-amazon-apigateway-integration": lambdaIntegration("router") },
    },
    "/receipts/twilio/{ref}": { post: { "x-amazon-apigateway-integration": lambdaIntegration("receipts") } },
    "/files/{name}": { get: { "x-amazon-apigateway-integration": lambdaIntegration("files") } },
  },
  "x-amazon-apigateway-binary-media-types": ["*/*"],
  "x-amazon-apigateway-gateway-responses": {
    DEFAULT_4XX: { responseParameters: { "gatewayresponse.header.Access-Control-Allow-Origin": "'*'" } },
    QUOTA_EXCEEDED: { responseParameters: { "gatewayresponse.header.Retry-After": "'3600'" } },
  },
  ...changes,
});

export const answered = (answer: unknown): InvokeOutcome => ({ _tag: "Answered", payload: JSON.stringify(answer) });

export type RunningGateway = {
  readonly gateway: ApiGateway;
  /** {url}/dev */
  readonly base: string;
  readonly calls: { readonly name: string; readonly event: unknown }[];
  readonly entries: AccessEntry[];
  readonly logLines: string[];
  readonly errors: Error[];
  readonly clock: { now: number };
};

type Wanted = {
  readonly document?: OpenApiDocument;
  readonly invoke?: Invoke;
  readonly logFormat?: string;
};

/** Runs a test against a gateway with one API, stage `dev`, key `the-key` (id k1) and plan p1, and stops it afterwards. */
const withGateway = (wanted: Wanted, test: Act) => async (): Promise<void> => {
  const seen: Omit<RunningGateway, "gateway" | "base" | "clock"> = { calls: [], entries: [], logLines: [], errors: [] };
  const clock = { now: Date.parse("2026-11-20T10:39:00.000Z") };
  const gateway = await startApiGateway({
    port: 0,
    accountId: "000000000000",
    invoke: async (name, event, onTurn) => {
      seen.calls.push({ name, event });
      return wanted.invoke ? wanted.invoke(name, event, onTurn) : answered({ statusCode: 200, body: "{}" });
    },
    now: () => clock.now,
    onAccess: (entry) => void seen.entries.push(entry),
    onAccessLog: (_, line) => void seen.logLines.push(line),
    onError: (error) => void seen.errors.push(error),
  });
  try {
    gateway.putApi({ id: "api1", name: "sample", body: wanted.document ?? sampleDocument() });
    const log = wanted.logFormat === undefined ? {} : { accessLog: { logGroup: "/api", format: wanted.logFormat } };
    gateway.putStage({ apiId: "api1", name: "dev", ...log });
    gateway.putApiKey({ id: "k1", name: "first", value: "the-key", enabled: true });
    gateway.putUsagePlan({ id: "p1", name: "plan", stages: [{ apiId: "api1", stage: "dev" }] });
    gateway.addUsagePlanKey("p1", "k1");
    await test({ gateway, base: `${gateway.url}/dev`, clock, ...seen });
  } finally {
    await gateway.stop();
  }
};

type Act = (running: RunningGateway) => Promise<void>;

/** A suite whose tests have a gateway of their own each, with what the suite and the test want. */
export const gatewaySuite = (name: string, ofAll: Wanted = {}) => {
  const test = suite(name);
  return Object.assign(
    (title: string, ...given: readonly [Act] | readonly [Wanted, Act]): void =>
      given.length === 1
        ? test(title, withGateway(ofAll, given[0]))
        : test(title, withGateway({ ...ofAll, ...given[0] }, given[1])),
    { run: test.run },
  );
};

/** POSTs to the keyed route. */
export const initiate = (base: string, key: string | undefined, body: string | Buffer = "{}"): Promise<Response> =>
  fetch(`${base}/initiate-conversation`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(key === undefined ? {} : { "x-api-key": key }) },
    body: new Uint8Array(Buffer.from(body)),
  });

/** What matters of a gateway error: status, body, error type. */
export const errorOf = async (response: Response) => ({
  status: response.status,
  body: await response.text(),
  errorType: response.headers.get("x-amzn-errortype"),
});
