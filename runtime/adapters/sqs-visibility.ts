import { ChangeMessageVisibilityCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { Visibility, VisibilityUnchanged } from "../ports/visibility";

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
