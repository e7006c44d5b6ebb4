import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { QueuedMessage } from "../conversation/message";
import { receivedBody } from "../conversation/received-message";
import { describeError, type Log } from "../log/log";
import type { Queue, QueueMissing, QueueRefused, Visibility, VisibilityUnchanged } from "../ports/queue";
import type { RepliesQueue } from "../ports/replies-queue";
import type { Channel } from "../request/request";
import type { QueueUrls } from "./environment";

/** What the queue did not take is told in the log, without what it was. */
export const toRefused =
  (log: Log, channel?: Channel) =>
  (error: unknown): QueueRefused => {
    log.error({
      event: "queue_refused",
      ...(channel === undefined ? {} : { channel }),
      reason: describeError(error),
    })();
    return { _tag: "QueueRefused" };
  };

const command = (queueUrl: string, { body, attributes, groupId }: QueuedMessage): SendMessageCommand =>
  new SendMessageCommand({
    QueueUrl: queueUrl,
    MessageBody: body,
    MessageGroupId: groupId,
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
    ),
  });

const sendTo =
  (client: SQSClient, queueUrl: string, log: Log) =>
  (message: QueuedMessage): TE.TaskEither<QueueRefused, void> =>
    pipe(
      TE.tryCatch(() => client.send(command(queueUrl, message)), toRefused(log, message.channel)),
      TE.map(() => undefined),
    );

const missing: QueueMissing = { _tag: "QueueMissing" };

/** The channels' queues in SQS. */
export const sqsQueue = (client: SQSClient, queueUrls: QueueUrls, log: Log): Queue => ({
  send: (message) => {
    const queueUrl = queueUrls[message.channel];
    return queueUrl === undefined ? TE.left(missing) : sendTo(client, queueUrl, log)(message);
  },
});

/** The queue of what people send us, in SQS; a company's flood leaves the others their turns. */
export const sqsRepliesQueue = (client: SQSClient, queueUrl: string, log: Log): RepliesQueue => ({
  send: (message) =>
    sendTo(
      client,
      queueUrl,
      log,
    )({ channel: message.channel, body: receivedBody(message), attributes: {}, groupId: message.company_id }),
});

/** Visibility of the messages of one queue. */
export const sqsVisibility = (client: SQSClient, queueUrl: string): Visibility => ({
  hide: (receiptHandle, seconds) =>
    pipe(
      TE.tryCatch(
        () =>
          client.send(
            new ChangeMessageVisibilityCommand({
              QueueUrl: queueUrl,
              ReceiptHandle: receiptHandle,
              VisibilityTimeout: seconds,
            }),
          ),
        (): VisibilityUnchanged => ({ _tag: "VisibilityUnchanged" }),
      ),
      TE.map(() => undefined),
    ),
});
