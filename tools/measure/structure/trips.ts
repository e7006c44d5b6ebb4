import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { CreateTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { toAttributes } from "../../../runtime/codec/attribute-value";
import { isJsonObject } from "../../../runtime/codec/json";
import { startDynamo } from "../../aws/dynamo/dynamo";
import { credentialsOf } from "../../aws/guard";
import { localPlace } from "../../engine/resources/identity";
import { dynamoClient } from "../../engine/run/services";
import { signTwilio } from "../../providers/twilio/signed-request";
import { startStandIn } from "../bench/stand-in";
import { companyRecord } from "../sample/company-record";
import { environment, processorSettings, providersAt } from "../sample/functions";
import { proxyEvent, routerEvent } from "../sample/request";
import { bundleWithEntries, type Role } from "./instrumented";

/** What ran on one trip, adapters left out where nothing else is said. */
export type Trip = {
  readonly files: readonly string[];
  /** Functions that ran right after one of another folder, as "from → to". */
  readonly moves: readonly string[];
  readonly decodings: number;
};

type Frame = { readonly file: string; readonly role: Role };

/** Hears of every function that runs. */
const makeRecorder = (roleOf: (file: string) => Role) => {
  let stack: readonly Frame[] = [];
  let ran: string[] = [];
  const moveTo = (file: string, at: number): readonly string[] => {
    const before = ran[at - 1];
    return before === undefined || dirname(before) === dirname(file) ? [] : [`${before} → ${file}`];
  };
  return {
    enter: (file: string, run: () => unknown): unknown => {
      const before = stack;
      const role = before.at(-1)?.role === "outside" ? "outside" : roleOf(file);
      if (role === "counted") ran.push(file);
      stack = [...before, { file, role }];
      try {
        return run();
      } finally {
        stack = before;
      }
    },
    /** The call by which the stack came into a folder; each call has an identity of its own. */
    callInto: (folder: string): Frame | undefined => stack.find(({ file }) => dirname(file) === folder),
    forget: () => {
      ran = [];
    },
    trip: () => ({ files: [...new Set(ran)].sort(), moves: ran.flatMap(moveTo) }),
  };
};

type Handler = (event: unknown, context: object) => Promise<unknown>;

/** The files of a checkout that make its functions, and the one that makes their log, which is a port. */
export type Makers = Readonly<Record<"makeRouter" | "makeProcessor" | "makeReceipts" | "functionLog", string>>;

/** The maps of a record, itself included, as JSON. */
const partsOf = (record: Readonly<Record<string, unknown>>): readonly string[] => [
  JSON.stringify(record),
  ...Object.values(record).filter(isJsonObject).flatMap(partsOf),
];

type Context = readonly { readonly type: { readonly name: string } }[];

/** The codec of what only travels. */
const OPAQUE = "{ [K in string]: unknown }";

/**
 * Counts how often codecs take the company's record, or a part of it, apart: a check within another is no second one, and all checks
 * of one `call` are one.
 */
const countDecodings = (record: Readonly<Record<string, unknown>>, call: () => object | undefined) => {
  const parts = new Set(partsOf(record));
  let isWithin = false;
  let decodings = new Set<object>();
  return {
    count: () => decodings.size,
    forget: () => {
      decodings = new Set();
    },
    watched:
      (validate: (input: unknown, context: Context) => unknown) =>
      (input: unknown, context: Context): unknown => {
        if (isWithin || !isJsonObject(input) || !parts.has(JSON.stringify(input))) return validate(input, context);
        if (context.at(-1)?.type.name !== OPAQUE) decodings.add(call() ?? {});
        isWithin = true;
        try {
          return validate(input, context);
        } finally {
          isWithin = false;
        }
      },
  };
};

const table = (TableName: string, hash: string, range: string): CreateTableCommand =>
  new CreateTableCommand({
    TableName,
    AttributeDefinitions: [hash, range].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: [
      { AttributeName: hash, KeyType: "HASH" },
      { AttributeName: range, KeyType: "RANGE" },
    ],
    BillingMode: "PAY_PER_REQUEST",
  });

/** A function's lines with metrics go past the console. */
const silently = async <A>(act: () => Promise<A>): Promise<A> => {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await act();
  } finally {
    process.stdout.write = write;
  }
};

const DOMAIN = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com";
const context = { awsRequestId: "trip", getRemainingTimeInMillis: () => 150_000 };

/** What API Gateway makes of Twilio's word that the message of this send was delivered. */
const receiptEvent = (send: string): unknown => {
  const callback = new URLSearchParams(send).get("StatusCallback") ?? "";
  const url = callback.replace(/#.*/, "");
  const [ref = ""] = url.split("/").slice(-1);
  const parameters = {
    AccountSid: "AC00000000000000000000000000000001",
    MessageSid: "SM1",
    MessageStatus: "delivered",
  };
  const event = proxyEvent({
    resource: "/receipts/twilio/{ref}",
    pathParameters: { ref },
    headers: { "X-Forwarded-Proto": "https", "X-Twilio-Signature": signTwilio("twilio-token", url, parameters) },
    body: new URLSearchParams(parameters).toString(),
  });
  return { ...event, requestContext: { ...event.requestContext, domainName: DOMAIN, path: new URL(url).pathname } };
};

/**
 * Sends one request on its whole way through a checkout's real functions: the router's answer, the queue message until its final
 * update, and the carrier's receipt. AWS and the providers are stand-ins; what adapters do is not looked at.
 */
export const playTrips = async (folder: string, makers: Makers, work: string) => {
  const recorder = makeRecorder((file) => {
    if (file.startsWith("runtime/adapters/") || file === makers.functionLog) return "outside";
    return Object.values(makers).includes(file) ? "root" : "counted";
  });
  const checks = countDecodings(companyRecord(), () => recorder.callInto("runtime/company"));
  const services = await startStandIn();
  const credentials = credentialsOf(environment("").AWS_ACCESS_KEY_ID ?? "");
  const dynamo = await startDynamo({ accessKey: credentials.accessKeyId });
  const client = dynamoClient({ ...localPlace, credentials }, dynamo.url);
  Object.assign(process.env, environment(services.url), {
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
    RECEIPTS_URL: `https://${DOMAIN}/dev/receipts`,
    UNSUBSCRIBE_URL: `https://${DOMAIN}/dev/unsubscribe`,
  });
  Object.assign(globalThis, { __enter: recorder.enter, __watched: checks.watched });
  try {
    await client.send(table("companies", "company_id", "project_id"));
    await client.send(table("conversations", "primary_channel", "conversation_id"));
    await client.send(new PutItemCommand({ TableName: "companies", Item: toAttributes(companyRecord()) }));
    const file = join(work, "functions.cjs");
    await bundleWithEntries(folder, makers, file);
    const made: Readonly<
      Record<"makeRouter" | "makeProcessor" | "makeReceipts", (settings: object) => Handler>
    > = require(file);
    const settings = processorSettings(providersAt(services.url));
    const handlers = {
      router: made.makeRouter({ version: "0", corsOrigins: ["*"] }),
      processor: made.makeProcessor(settings),
      receipts: made.makeReceipts({ receiptKeyName: settings.receiptKeyName }),
    };
    const play = async (handler: Handler, event: unknown, expected: object): Promise<Trip> => {
      recorder.forget();
      checks.forget();
      const answer = await silently(() => handler(event, context));
      const trip = { ...recorder.trip(), decodings: checks.count() };
      if (
        !Object.entries(expected).every(
          ([name, value]) => isJsonObject(answer) && isDeepStrictEqual(answer[name], value),
        )
      )
        throw new Error(`the trip has gone astray: ${JSON.stringify(answer)}`);
      return trip;
    };
    const request = await play(handlers.router, proxyEvent(routerEvent()), { statusCode: 200 });
    const { MessageBody: body } = JSON.parse(services.lastBody("SendMessage"));
    const record = { messageId: "m", receiptHandle: "r", body, attributes: { ApproximateReceiveCount: "1" } };
    const message = await play(handlers.processor, { Records: [record] }, { batchItemFailures: [] });
    const receipt = await play(handlers.receipts, receiptEvent(services.lastBody("send")), { statusCode: 200 });
    return { request, message, receipt };
  } finally {
    client.destroy();
    await services.stop();
    await dynamo.stop();
  }
};
