import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { JsonObject } from "../../../runtime/codec/json";
import type { ConsentEnv } from "../../../runtime/consent/record-consent";
import type { ConversationKey } from "../../../runtime/conversation/conversation";
import type { Threads } from "../../../runtime/ports/assistant";
import type { Conversations } from "../../../runtime/ports/conversations";
import type { Queue } from "../../../runtime/ports/queue";
import type { Secrets } from "../../../runtime/ports/secrets";
import type { Clock } from "../../../runtime/ports/time-and-chance";
import type { ProjectIds } from "../../../runtime/request/request";
import type { QueueName } from "./queue-names";

/** A message as it lies in a dead-letter queue, with all that it takes to send it again. */
export type DeadLetter = {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly groupId: string | undefined;
};

/** A dead-letter queue, and the queue that its messages came from. */
export type DeadLetters = {
  /** Messages in the queue itself, also those that somebody works on; an approximation, too. */
  readonly waiting: () => Promise<number>;
  /** Messages that lie there; SQS tells an approximation. */
  readonly count: () => Promise<number>;
  /** Some messages, hidden from other receivers for `seconds`; none, when the queue is empty. */
  readonly receive: (seconds: number) => Promise<readonly DeadLetter[]>;
  /** Sends the message to its queue; the id that it has there. */
  readonly sendBack: (letter: DeadLetter) => Promise<string>;
  readonly remove: (letter: DeadLetter) => Promise<void>;
  /** Shows a hidden message again. */
  readonly release: (letter: DeadLetter) => Promise<void>;
};

type Scope = { readonly companyId: string | undefined; readonly projectId: string | undefined };

/** What was found, and what reading it cost. */
export type Found<A> = {
  readonly items: readonly A[];
  readonly requests: number;
  /** DynamoDB's read capacity units. */
  readonly readUnits: number;
};

/** What only operators do with the conversations table; records as they are, which may be old, erased or broken. */
export type Lookups = {
  /** One record, by a strongly consistent read. */
  readonly record: (key: ConversationKey) => Promise<JsonObject | undefined>;
  /** Every record of one recipient's address, by strongly consistent reads. */
  readonly ofRecipient: (primaryChannel: string) => Promise<readonly JsonObject[]>;
  /** What one address has written to us, by strongly consistent reads. */
  readonly receivedFrom: (primaryChannel: string) => Promise<readonly JsonObject[]>;
  /** Every entry of the sweeper's index, whenever its check is due: what is not final and still goes on by itself. */
  readonly open: () => Promise<Found<ConversationKey>>;
  /** Those of them that wait for a person. */
  readonly givenUp: () => Promise<Found<ConversationKey>>;
  /** Every conversation whose status is not that of a sent message; reads the whole status index, keys only. */
  readonly unsent: () => Promise<Found<ConversationKey>>;
  /** The records of one request among all of its project's; reads all of these. */
  readonly ofRequest: (companyId: string, projectId: string, requestId: string) => Promise<Found<JsonObject>>;
  /** Every record of a project that is wanted; reads all of these. */
  readonly ofProject: (project: ProjectIds, isWanted: (item: JsonObject) => boolean) => Promise<Found<JsonObject>>;
  /** The projects in effect. */
  readonly projects: () => Promise<readonly ProjectIds[]>;
  /** Keys and addresses of records, and guards, that are wanted: all of one project's are read, or else the whole table. */
  readonly traces: (within: Scope, isWanted: (item: JsonObject) => boolean) => Promise<readonly JsonObject[]>;
  /** Removes a record that was erased then, and no other. */
  readonly removeErased: (key: ConversationKey, erasedAt: string) => Promise<void>;
  /** Removes what somebody wrote, and no record. */
  readonly removeReceived: (key: ConversationKey) => Promise<void>;
};

/** The files that came with people's mail, by their keys. */
export type Files = {
  /** Of the folders that begin so. */
  readonly below: (prefix: string) => Promise<readonly string[]>;
  readonly remove: (keys: readonly string[]) => Promise<void>;
};

/** What the operator's commands work with. */
export type OpsEnv = {
  readonly stack: string;
  readonly conversations: Conversations;
  readonly lookups: Lookups;
  readonly queue: Queue;
  readonly deadLetters: Readonly<Record<QueueName, DeadLetters>>;
  readonly threads: Threads;
  readonly files: Files;
  /** What reading and recording an opt-out takes. */
  readonly consent: ConsentEnv;
  readonly secrets: Secrets;
  /** The secret that receipt references and tombstones are keyed with. */
  readonly receiptKeyName: string;
  readonly pause: (seconds: number) => Promise<void>;
  readonly clock: Clock;
  /** Who is recorded with what is done: the ARN of AWS's caller, or the machine's user on an engine of its own. */
  readonly operator: string;
};
