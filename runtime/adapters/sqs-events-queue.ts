import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { type EventMessage, eventMessageBody } from "../conversation/event-message";
import type { Log } from "../log/log";
import type { EventsQueue } from "../ports/events-queue";
import { toRefused } from "./sqs";

const eventsBatch = (queueUrl: string, messages: readonly EventMessage[]): SendMessageBatchCommand =>
  new SendMessageBatchCommand({
    QueueUrl: queueUrl,
    Entries: messages.map((message, place) => ({
      Id: String(place),
      MessageBody: eventMessageBody(message),
      MessageGroupId: message.company_id,
    })),
  });

/** The queue of what companies are told, in SQS; one company's endpoint that does not answer costs the others no turns. */
export const sqsEventsQueue = (client: SQSClient, queueUrl: string, log: Log): EventsQueue => ({
  send: (messages) =>
    pipe(
      TE.tryCatch(() => client.send(eventsBatch(queueUrl, messages)), toRefused(log)),
      TE.chain(({ Failed = [] }) =>
        Failed.length === 0
          ? TE.right(undefined)
          : TE.left(toRefused(log)(Object.assign(new Error("some of a batch"), { code: Failed[0]?.Code }))),
      ),
    ),
});
