import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { QueuedMessage } from "../context/queued-message";
import { describeError } from "../log/describe-error";
import type { Log } from "../ports/log";
import type { Queue, QueueRefused } from "../ports/queue";
import type { Channel } from "../request/channel";

const toRefused =
  (log: Log, channel: Channel) =>
  (error: unknown): QueueRefused => {
    log.error({ event: "queue_refused", channel, reason: describeError(error) })();
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

/** The channels' queues in SQS. */
export const sqsQueue = (client: SQSClient, queueUrls: Readonly<Record<Channel, string>>, log: Log): Queue => ({
  send: (message) =>
    pipe(
      TE.tryCatch(() => client.send(command(queueUrls[message.channel], message)), toRefused(log, message.channel)),
      TE.map(() => undefined),
    ),
});
