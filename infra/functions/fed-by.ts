import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack-config";
import type { ChannelQueue } from "../data/queues";
import type { Statement } from "../policy-document";
import type { InlineFunction } from "./inline-function";

type Sizes = Pick<StackConfig, "batchSize" | "batchWindowSeconds" | "maximumConcurrency">;

/** What a function that a queue feeds may do with the queue's messages. */
export const takeMessages = ({ queue }: ChannelQueue): Statement => ({
  sid: "TakeMessages",
  actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
  resources: [queue.arn],
});

/** Feeds a function from a queue; each message of a batch comes back by itself. */
export const fedBy = (
  name: string,
  inline: InlineFunction,
  { queue }: ChannelQueue,
  config: Sizes,
  opts: pulumi.CustomResourceOptions,
): void => {
  new aws.lambda.EventSourceMapping(
    name,
    {
      functionName: inline.function.name,
      eventSourceArn: queue.arn,
      batchSize: config.batchSize,
      maximumBatchingWindowInSeconds: config.batchWindowSeconds,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: config.maximumConcurrency },
    },
    { ...opts, dependsOn: [inline] },
  );
};
