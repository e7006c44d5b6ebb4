import type { Message, MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { EventSourceMapping } from "./event-source-mapping";

type RecordAttribute = {
  readonly stringValue?: string;
  readonly binaryValue?: string;
  readonly stringListValues: readonly string[];
  readonly binaryListValues: readonly string[];
  readonly dataType: string;
};

/** One message as Lambda hands it to a function. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export type SqsRecord = {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, RecordAttribute>>;
  readonly md5OfBody: string;
  readonly md5OfMessageAttributes?: string;
  readonly eventSource: "aws:sqs";
  readonly eventSourceARN: string;
  readonly awsRegion: string;
};

const attributeOf = (value: MessageAttributeValue): RecordAttribute => ({
  ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
  ...(value.BinaryValue === undefined ? {} : { binaryValue: Buffer.from(value.BinaryValue).toString("base64") }),
  stringListValues: [],
  binaryListValues: [],
  dataType: value.DataType ?? "",
});

const present = <T>(name: string, value: T | undefined): T => {
  if (value === undefined) throw new Error(`A received SQS message has no ${name}`);
  return value;
};

/** Shapes a received message as Lambda's event record. */
export const sqsRecord = (source: Pick<EventSourceMapping, "queueArn" | "region">, message: Message): SqsRecord => ({
  messageId: present("MessageId", message.MessageId),
  receiptHandle: present("ReceiptHandle", message.ReceiptHandle),
  body: message.Body ?? "",
  attributes: { ...message.Attributes },
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, attributeOf(value)]),
  ),
  md5OfBody: present("MD5OfBody", message.MD5OfBody),
  ...(message.MD5OfMessageAttributes === undefined ? {} : { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
  eventSource: "aws:sqs",
  eventSourceARN: source.queueArn,
  awsRegion: source.region,
});
