import { createServer, request } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Ready } from "../../local/run/ready";

/** An operation of an AWS service, with the JSON text that a function sent. */
export type Call = { readonly operation: string; readonly body: string };
/** An answer in place of the service's own. */
export type Refusal = { readonly status: number; readonly type: string };

/** Stands between the functions and the stand-ins for AWS, and lets everything through but what a test intercepts. */
export type AwsProxy = {
  readonly url: string;
  readonly forwardTo: (endpoints: Ready["endpoints"]) => void;
  /** Answers `refusal` to the calls that match, until the function that it gives is called. */
  readonly refuse: (matches: (call: Call) => boolean, refusal: Refusal) => () => void;
  readonly stop: () => Promise<void>;
};

type Rule = { readonly matches: (call: Call) => boolean; readonly refusal: Refusal };

const serviceOf = (target: string, endpoints: Ready["endpoints"]): string => {
  if (target.startsWith("DynamoDB_")) return endpoints.dynamodb;
  return target.startsWith("AmazonSQS.") ? endpoints.sqs : endpoints.secretsmanager;
};

export const startAwsProxy = async (): Promise<AwsProxy> => {
  let endpoints: Ready["endpoints"] | undefined;
  let rules: readonly Rule[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const target = String(incoming.headers["x-amz-target"]);
    const body = await buffer(incoming);
    const call = { operation: target.split(".").at(-1) ?? "", body: body.toString("utf8") };
    const rule = rules.find(({ matches }) => matches(call));
    if (rule !== undefined || endpoints === undefined) {
      const { status, type } = rule?.refusal ?? { status: 503, type: "ServiceUnavailable" };
      outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
      outgoing.end(JSON.stringify({ __type: type, message: "refused by the proxy" }));
      return;
    }
    const { hostname, port } = new URL(serviceOf(target, endpoints));
    const { url: path = "/", method = "POST", headers } = incoming;
    request({ hostname, port, path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    })
      .on("error", () => outgoing.destroy())
      .end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`,
    forwardTo: (given) => {
      endpoints = given;
    },
    refuse: (matches, refusal) => {
      const rule = { matches, refusal };
      rules = [...rules, rule];
      return () => {
        rules = rules.filter((one) => one !== rule);
      };
    },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
};
