import { createServer, request } from "node:http";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { suite } from "uvu";
import type { AlarmChange } from "../../tools/aws/cloudwatch/alarm";
import { programs } from "../../tools/aws/guard";
import { listenOnLoopback } from "../../tools/aws/http";
import type { LogLine } from "../../tools/aws/lambda/log-lines";
import type { Ready } from "../../tools/engine/run/ready";
import type { Listeners } from "../../tools/engine/run/start-engine";
import { startQuietEngine } from "../../tools/measure/sample/quiet-engine";
import { localClients } from "../../tools/ops/connect/aws-clients";

/** What an engine told of itself, from its start on. */
type Heard = {
  readonly lines: LogLine[];
  readonly accessLines: string[];
  readonly alarms: AlarmChange[];
  readonly warnings: string[];
};

type Logged = Readonly<Record<string, unknown>>;

export const listening = (): { readonly heard: Heard; readonly listeners: Partial<Listeners> } => {
  const heard: Heard = { lines: [], accessLines: [], alarms: [], warnings: [] };
  return {
    heard,
    listeners: {
      onLogLine: (line) => void heard.lines.push(line),
      onAccessLog: (line) => void heard.accessLines.push(line),
      onAlarm: (change) => void heard.alarms.push(change),
      warn: (text) => void heard.warnings.push(text),
    },
  };
};

const messageOf = ({ line }: LogLine): readonly Logged[] => {
  const { message } = JSON.parse(line) as { readonly message?: Logged | string };
  return typeof message === "object" ? [message] : [];
};

/** The events that the functions logged about one request, in their order. */
export const eventsOf = ({ lines }: Heard, requestId: string): readonly Logged[] =>
  lines
    .filter(({ line }) => line.includes(requestId))
    .flatMap(messageOf)
    .filter(({ request_id }) => request_id === requestId);

/** An operation of an AWS service, with the JSON text that a function sent. */
export type Call = { readonly operation: string; readonly body: string };
/** An answer in place of the service's own. */
type Refusal = { readonly status: number; readonly type: string };

type Rule = { readonly matches: (call: Call) => boolean; readonly refusal: Refusal };

const serviceOf = (target: string, endpoints: Ready["endpoints"]): string => {
  if (target.startsWith("DynamoDB_")) return endpoints.dynamodb;
  if (target.startsWith("AmazonSQS.")) return endpoints.sqs;
  return target.startsWith("secretsmanager.") ? endpoints.secretsmanager : endpoints.s3;
};

/** Stands between the functions and the stand-ins for AWS, and lets everything through but what a test intercepts. */
const startAwsProxy = async () => {
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
    request({ hostname, port, path, method, headers: { ...headers, host: `${hostname}:${port}` } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    })
      .on("error", () => outgoing.destroy())
      .end(body);
  });
  const { url, stop } = await listenOnLoopback("the proxy", 0, server, programs);
  return {
    url,
    stop,
    forwardTo: (given: Ready["endpoints"]): void => {
      endpoints = given;
    },
    /** Answers `refusal` to the calls that match, until the function that it gives is called. */
    refuse: (matches: Rule["matches"], refusal: Refusal): (() => void) => {
      const rule = { matches, refusal };
      rules = [...rules, rule];
      return () => {
        rules = rules.filter((one) => one !== rule);
      };
    },
  };
};

/** How an engine differs from the demonstration: its config, and a file beside this one that every function loads first. */
type Setting = { readonly config: Readonly<Record<string, unknown>>; readonly preload?: string };

const start = async ({ config, preload }: Setting) => {
  const aws = await startAwsProxy();
  const { heard, listeners } = listening();
  const environment = [
    `--env=AWS_ENDPOINT_URL=${aws.url}`,
    ...(preload === undefined ? [] : [`--env=NODE_OPTIONS=--require ${join(__dirname, preload)}`]),
  ];
  const engine = await startQuietEngine(config, listeners, environment);
  aws.forwardTo(engine.ready.endpoints);
  const { close, ...clients } = localClients(engine.ready);
  return {
    ...engine,
    aws,
    heard,
    ...clients,
    stop: async () => {
      close();
      await engine.stop();
      await aws.stop();
    },
    get ready() {
      return engine.ready;
    },
  };
};

/** A running engine with clients for what it keeps. */
export type Journey = Awaited<ReturnType<typeof start>>;

/**
 * Makes suites whose tests are given an engine that all such suites of this process share: the first test starts it, and the last
 * suite ends it. uvu loads every file before it runs the first, so that all users are known by then. A hook of uvu's that fails
 * before the tests passes for a success; so the start is left to the tests.
 */
export const sharedJourney = (setting: Setting) => {
  let users = 0;
  let running: Promise<Journey> | undefined;
  return (name: string) => {
    const own = suite(name);
    users += 1;
    own.after(async () => {
      users -= 1;
      if (users === 0) await (await running)?.stop();
    });
    const test = (title: string, act: (journey: Journey) => Promise<void>): void =>
      own(title, async () => {
        running ??= start(setting);
        await act(await running);
      });
    return Object.assign(test, { run: () => own.run() });
  };
};
