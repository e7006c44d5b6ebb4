import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { isJsonObject } from "../../../runtime/codec/json";
import { inFairOrder } from "./fair-order";

type BuildApp = typeof import("fauxqs", { with: { "resolution-mode": "import" }})["buildApp"];
type Stores = NonNullable<NonNullable<Parameters<BuildApp>[0]>["stores"]>;
type SqsStore = Stores["sqsStore"];
type Queue = ReturnType<SqsStore["createQueue"]>;
type Message = Queue["messages"][number];
type SnsStore = Stores["snsStore"];
type S3Store = Stores["s3Store"];
type Persistence = NonNullable<SqsStore["persistence"]>;

/** Outside of what a message may hold. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const REFUSED_BY_SQS = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** What it keeps to itself. */
type Inside = { readonly db: DatabaseSync; readonly transaction: (write: () => void) => void };

/** A released message: its own statement would write NULL over the count of receives, which is refused, and the message was in no list any more. */
const RELEASE = "UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?";

/** A receive may move messages to the dead letters, which is a deletion and an insertion: whenever the process ends, both were made or none. */
const receiveAtOnce = (queue: Queue, { transaction }: Inside): Queue => {
  const dequeue = queue.dequeue.bind(queue);
  queue.dequeue = (...asked) => {
    const received: ReturnType<typeof dequeue> = [];
    transaction(() => void received.push(...dequeue(...asked)));
    return received;
  };
  return queue;
};

type SqsStoreClass = {
  new (): SqsStore;
  /** Makes each message that is sent, from the body and the attributes of its request. */
  createMessage: (body: string, attributes?: object, delaySeconds?: number, group?: string, id?: string) => Message;
};

/** Keeps the groups of a standard queue's messages, which it drops: by the attributes' own object, which is all that it hands on. */
const keepGroups = (app: ReturnType<BuildApp>, store: SqsStoreClass): void => {
  const groups = new WeakMap<object, string>();
  app.addHook("preHandler", async ({ headers, body }) => {
    if (!isJsonObject(body) || !String(headers["x-amz-target"]).startsWith("AmazonSQS.SendMessage")) return;
    for (const sent of [body, ...(Array.isArray(body.Entries) ? body.Entries : [])])
      if (isJsonObject(sent) && typeof sent.MessageGroupId === "string") {
        const attributes = isJsonObject(sent.MessageAttributes) ? sent.MessageAttributes : {};
        groups.set(Object.assign(sent, { MessageAttributes: attributes }).MessageAttributes, sent.MessageGroupId);
      }
  });
  const { createMessage } = store;
  store.createMessage = (body, attributes, delaySeconds, group, id) =>
    createMessage(body, attributes, delaySeconds, group ?? groups.get(attributes ?? {}), id);
};

/** Has a queue give its messages in the order in which SQS would, by their groups. */
const receiveFairly = (queue: Queue): Queue => {
  const dequeue = queue.dequeue.bind(queue);
  queue.dequeue = (...asked) => {
    queue.processTimers();
    const inFlight = Array.from(queue.inflightMessages.values(), ({ message }) => message);
    const ordered = inFairOrder(queue.messages, inFlight);
    if (ordered !== queue.messages) queue.messages = [...ordered];
    return dequeue(...asked);
  };
  return queue;
};

/** Takes up what an earlier process left in the folder, and keeps it up to date from then on. */
const persist = ({ sqsStore, snsStore, s3Store }: Stores, persistence: Persistence): void => {
  const kept = persistence as unknown as Inside;
  const inside = { db: kept.db, transaction: kept.transaction.bind(persistence) };
  const release = inside.db.prepare(RELEASE);
  persistence.updateMessageReady = (messageId) => void release.run(messageId);
  persistence.load(sqsStore, snsStore, s3Store);
  sqsStore.persistence = persistence;
  snsStore.persistence = persistence;
  s3Store.persistence = persistence;
  for (const queue of sqsStore.allQueues()) receiveAtOnce(queue, inside).persistence = persistence;
  const createQueue = sqsStore.createQueue.bind(sqsStore);
  sqsStore.createQueue = (...given) => receiveAtOnce(createQueue(...given), inside);
};

export type Fauxqs = { readonly app: ReturnType<BuildApp>; readonly sqsStore: SqsStore };

/**
 * A server of fauxqs 2.4.1 that does not listen yet, built from the inner parts from which its own `startFauxqs` builds one: that cannot be
 * kept off 0.0.0.0. Queues, topics and buckets are in memory, or in `folder`, where every write is made before it is answered.
 */
export const buildFauxqs = async (folder: string | undefined): Promise<Fauxqs> => {
  const manifest = findPackageJSON("fauxqs", __filename);
  if (manifest === undefined) throw new Error("the package fauxqs is not installed (npm install)");
  const load = <Exports>(file: string): Promise<Exports> =>
    import(pathToFileURL(join(dirname(manifest), "dist", file)).href);
  const [app, sqs, sns, s3, types, kept] = await Promise.all([
    load<{ buildApp: BuildApp }>("app.js"),
    load<{ SqsStore: SqsStoreClass }>("sqs/sqsStore.js"),
    load<{ SnsStore: new () => SnsStore }>("sns/snsStore.js"),
    load<{ S3Store: new () => S3Store }>("s3/s3Store.js"),
    load<{ INVALID_MESSAGE_BODY_CHAR: Pick<RegExp, "test"> }>("sqs/sqsTypes.js"),
    load<{ PersistenceManager: new (folder: string) => Persistence }>("persistence.js"),
  ]);
  // Its own check refuses every character beyond U+FFFF (emoji); SQS takes them.
  types.INVALID_MESSAGE_BODY_CHAR.test = (text) => REFUSED_BY_SQS.test(text);
  const sqsStore = new sqs.SqsStore();
  const createQueue = sqsStore.createQueue.bind(sqsStore);
  sqsStore.createQueue = (...given) => receiveFairly(createQueue(...given));
  const snsStore = new sns.SnsStore();
  // With a host of its own, it hands out `sqs.REGION.localhost`, which does not resolve everywhere.
  sqsStore.host = "";
  const stores = { sqsStore, snsStore, s3Store: new s3.S3Store() };
  const server = app.buildApp({ logger: false, stores });
  keepGroups(server, sqs.SqsStore);
  if (folder !== undefined) {
    const persistence = new kept.PersistenceManager(folder);
    persist(stores, persistence);
    server.addHook("onClose", async () => persistence.close());
  }
  return { app: server, sqsStore };
};
