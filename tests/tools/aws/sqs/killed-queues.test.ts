import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync } from "node:fs";
import { StatementSync } from "node:sqlite";
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startSqsSns } from "../../../../tools/aws/sqs/sqs-sns";
import { sqsAt } from "../../../helpers/local-clients";
import { temporaryFolder } from "../../../helpers/temporary-folder";

type Server = { readonly client: SQSClient; readonly urlOf: (name: string) => string };

const MOST_RECEIVES = 2;
const RedrivePolicy = JSON.stringify({
  deadLetterTargetArn: "arn:aws:sqs:eu-north-1:000000000000:letters",
  maxReceiveCount: MOST_RECEIVES,
});

const at = (url: string): Server => ({ client: sqsAt(url), urlOf: (name) => `${url}/000000000000/${name}` });

/** The one message of a queue with the handle that its receive gave, or nothing. */
const receive = async ({ client, urlOf }: Server, name: string) => {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: urlOf(name),
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["ApproximateReceiveCount"],
    }),
  );
  assert.ok(Messages.length <= 1, "there is one message");
  return Messages[0];
};

const send = ({ client, urlOf }: Server, name: string) =>
  client.send(new SendMessageCommand({ QueueUrl: urlOf(name), MessageBody: "the message" }));

const remove = ({ client, urlOf }: Server, name: string, ReceiptHandle: string) =>
  client.send(new DeleteMessageCommand({ QueueUrl: urlOf(name), ReceiptHandle }));

const createQueues = async ({ client }: Server): Promise<void> => {
  await client.send(new CreateQueueCommand({ QueueName: "letters" }));
  await client.send(new CreateQueueCommand({ QueueName: "orders", Attributes: { RedrivePolicy } }));
};

/** A step of a message's way; a receive gives the handle that the next step takes. */
type Step = readonly [name: string, step: (server: Server, handle: string) => Promise<unknown>];

const received = (name: string, count: number): Step => [
  `received from ${name}, for the ${count}. time`,
  async (server) => {
    const message = await receive(server, name);
    assert.equal([message?.Body, message?.Attributes?.ApproximateReceiveCount], ["the message", String(count)]);
    return message?.ReceiptHandle;
  },
];
const released: Step = [
  "released",
  ({ client, urlOf }, ReceiptHandle) =>
    client.send(new ChangeMessageVisibilityCommand({ QueueUrl: urlOf("orders"), ReceiptHandle, VisibilityTimeout: 0 })),
];

const way: readonly Step[] = [
  ["sent", (server) => send(server, "orders")],
  received("orders", 1),
  released,
  received("orders", 2),
  released,
  ["moved to the dead letters", async (server) => assert.is(await receive(server, "orders"), undefined)],
  received("letters", 4),
  ["sent back", (server, handle) => send(server, "orders").then(() => handle)],
  ["removed from the dead letters", (server, handle) => remove(server, "letters", handle)],
  received("orders", 1),
  ["done", (server, handle) => remove(server, "orders", handle)],
];

/** A process that serves the queues of a state folder; its one line says where. */
const SERVE = `require("./tools/aws/sqs/sqs-sns.ts").startSqsSns({ stateFolder: process.argv[1] })
  .then(({ url }) => process.stdout.write(url))`;

/** Runs `act` against a process of its own that is killed at once afterwards. */
const killedAfter = async <A>(stateFolder: string, act: (server: Server) => Promise<A>): Promise<A> => {
  const child = spawn(process.execPath, ["-r", "tsx/cjs", "-e", SERVE, stateFolder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [url] = await once(child.stdout, "data");
  const server = at(String(url));
  try {
    return await act(server);
  } finally {
    child.kill("SIGKILL");
    server.client.destroy();
    await ended;
  }
};

const testKilled = suite("queues whose process is killed");

testKilled("go on with a message where it stood, whichever step of its redelivery was the last", async () => {
  const stateFolder = temporaryFolder();
  await killedAfter(stateFolder, createQueues);
  let handle = "";
  for (const [name, step] of way) {
    const told = (error: Error) => assert.unreachable(`${name}: ${error.message}`);
    handle = String(await killedAfter(stateFolder, (server) => step(server, handle).catch(told)));
  }
  const left = await killedAfter(stateFolder, async (server) => [
    await receive(server, "orders"),
    await receive(server, "letters"),
  ]);
  assert.equal(left, [undefined, undefined]);
});

/** Where messages lie in a folder, in whichever state. */
const heldIn = async (stateFolder: string): Promise<readonly string[]> => {
  const server = await startSqsSns({ stateFolder });
  const queues = server.queues();
  await server.stop();
  return queues.flatMap(({ name, visible, inFlight }) => Array<string>(visible + inFlight).fill(name));
};

testKilled("hold a message once, before and after every write that a receive, a release and a move take", async () => {
  const stateFolder = temporaryFolder();
  const copies: string[] = [];
  const copy = (): void => {
    const folder = temporaryFolder();
    cpSync(stateFolder, folder, { recursive: true });
    copies.push(folder);
  };
  const server = await startSqsSns({ stateFolder });
  const to = at(server.url);
  await createQueues(to);
  await send(to, "orders");
  const { run } = StatementSync.prototype;
  StatementSync.prototype.run = function (...given: readonly unknown[]) {
    copy();
    const result = Reflect.apply(run, this, given);
    copy();
    return result;
  };
  try {
    let handle = "";
    for (const [, step] of way.slice(1, 6)) handle = String(await step(to, handle));
  } finally {
    StatementSync.prototype.run = run;
    to.client.destroy();
    await server.stop();
  }
  copy();
  const held: string[] = [];
  for (const folder of copies) held.push(...(await heldIn(folder)));
  assert.equal(held, [...Array<string>(copies.length - 1).fill("orders"), "letters"]);
  assert.ok(copies.length > 12, `only ${copies.length} moments`);
});

testKilled.run();
