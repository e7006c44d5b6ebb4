import type { MessageAttributeValue } from "@aws-sdk/client-sqs";

/** A message as it lies in a dead-letter queue, with all that it takes to send it again. */
export type DeadLetter = {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly groupId: string | undefined;
};

/** A channel's dead-letter queue, and the queue that its messages came from. */
export type DeadLetters = {
  /** Messages that lie there; SQS tells an approximation. */
  readonly count: () => Promise<number>;
  /** Some messages, hidden from other receivers for `seconds`; none, when the queue is empty. */
  readonly receive: (seconds: number) => Promise<readonly DeadLetter[]>;
  /** Sends the message to its channel's queue; the id that it has there. */
  readonly sendBack: (letter: DeadLetter) => Promise<string>;
  readonly remove: (letter: DeadLetter) => Promise<void>;
  /** Shows a hidden message again. */
  readonly release: (letter: DeadLetter) => Promise<void>;
};
