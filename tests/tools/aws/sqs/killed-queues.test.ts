import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync } from "node:fs";
import { resolve } from "node:path";
import { StatementSync } from "node:sqlite";
import * as sqs from "@aws-sdk/client-sqs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startSqsSns } from "../../../../tools/aws/sqs/sqs-sns";
import { accessKey, sqsAt } from "../../../helpers/local-clients";
import { temporaryFolder } from "../../../helpers/temporary-folder";

const RedrivePolicy = JSON.stringify({
  deadLetterTargetArn: "arn:aws:sqs:eu-north-1:000000000000:letters",
  maxReceiveCount: 2,
});

/** The queue `orders` and its dead letters at a server, and what is done with the one message in them. */
const queuesAt = (url: string) => {
  const client = sqsAt(url);
  const at = (name: string) => ({ QueueUrl: `${url}/000000000000/${name}` });
  return {
    close: () => client.destroy(),
    create: async () => {
      await client.send(new sqs.CreateQueueCommand({ QueueName: "letters" }));
      await client.send(new sqs.CreateQueueCommand({ QueueName: "orders", Attributes: { RedrivePolicy } }));
    },
    send: () => client.send(new sqs.SendMessageCommand({ ...at("orders"), MessageBody: "the message" })),
    /** The handle and the count of receives, of each message there is. */
    receive: async (name: string) => {
      const count = { MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["ApproximateReceiveCount" as const] };
      const { Messages = [] } = await client.send(new sqs.ReceiveMessageCommand({ ...at(name), ...count }));
      return Messages.map((one) => [one.ReceiptHandle ?? "", Number(one.Attributes?.ApproximateReceiveCount)] as const);
    },
    release: (ReceiptHandle: string) => {
      const now = { ReceiptHandle, VisibilityTimeout: 0 };
      return client.send(new sqs.ChangeMessageVisibilityCommand({ ...at("orders"), ...now }));
    },
    remove: (name: string, ReceiptHandle: string) =>
      client.send(new sqs.DeleteMessageCommand({ ...at(name), ReceiptHandle })),
  };
};
type Queues = ReturnType<typeof queuesAt>;

/** A step of a message's way, with the handle that the step before gave. */
type Step = (queues: Queues, handle: string) => Promise<unknown>;

const received =
  (name: string, nth: number): Step =>
  async (queues) => {
    const found = await queues.receive(name);
    assert.equal(
      found.map(([, count]) => count),
      [nth],
      `received from ${name}`,
    );
    return found[0]?.[0];
  };
const released: Step = ({ release }, handle) => release(handle);

const redelivery: readonly Step[] = [
  received("orders", 1),
  released,
  received("orders", 2),
  released,
  // The third receive moves it to the dead letters.
  async ({ receive }) => assert.equal(await receive("orders"), []),
];
const redrive: readonly Step[] = [
  received("letters", 4),
  ({ send }, handle) => send().then(() => handle),
  ({ remove }, handle) => remove("letters", handle),
  received("orders", 1),
  ({ remove }, handle) => remove("orders", handle),
];

/** A process that serves the queues of a state folder; its one line says where. */
const SERVE = `require("./tools/aws/sqs/sqs-sns.ts").startSqsSns({ accessKey: "local", stateFolder: process.argv[1] })
  .then(({ url }) => process.stdout.write(url))`;

/** Runs a step against a process of its own, which is killed at once afterwards. */
const thenKilled = async <A>(stateFolder: string, act: (queues: Queues) => Promise<A>): Promise<A> => {
  const child = spawn(process.execPath, ["-r", "tsx/cjs", "-e", SERVE, stateFolder], {
    // What a process loads takes longer than its step: it finds it compiled.
    env: { ...process.env, NODE_COMPILE_CACHE: resolve("node_modules/.cache/node-compile") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const queues = queuesAt(String((await once(child.stdout ?? child, "data"))[0]));
  try {
    return await act(queues);
  } finally {
    child.kill("SIGKILL");
    queues.close();
    await ended;
  }
};

test("go on with a message where it stood, whichever step of its redelivery was the last", async () => {
  const stateFolder = temporaryFolder();
  let handle = "";
  for (const step of [({ create }: Queues) => create(), ({ send }: Queues) => send(), ...redelivery, ...redrive])
    handle = String(await thenKilled(stateFolder, (queues) => step(queues, handle)));
  const left = await thenKilled(stateFolder, ({ receive }) => Promise.all(["orders", "letters"].map(receive)));
  assert.equal(left, [[], []]);
});

/** Where messages lie in a folder, in whichever state. */
const heldIn = async (stateFolder: string): Promise<readonly string[]> => {
  const server = await startSqsSns({ accessKey, stateFolder });
  const queues = server.queues();
  await server.stop();
  return queues.flatMap(({ name, visible, inFlight }) => Array<string>(visible + inFlight).fill(name));
};

test("hold a message once, before and after every write that its redelivery takes", async () => {
  const stateFolder = temporaryFolder();
  const copies: string[] = [];
  const copy = (): void => cpSync(stateFolder, copies[copies.push(temporaryFolder()) - 1] ?? "", { recursive: true });
  const server = await startSqsSns({ accessKey, stateFolder });
  const queues = queuesAt(server.url);
  await queues.create();
  await queues.send();
  const { run } = StatementSync.prototype;
  StatementSync.prototype.run = function (...given: readonly unknown[]) {
    copy();
    return Reflect.apply(run, this, given);
  };
  try {
    let handle = "";
    for (const step of redelivery) handle = String(await step(queues, handle));
  } finally {
    StatementSync.prototype.run = run;
    queues.close();
    await server.stop();
  }
  copy();
  const held: string[] = [];
  for (const folder of copies) held.push(...(await heldIn(folder)));
  assert.equal(held, [...Array<string>(6).fill("orders"), "letters"]);
});
