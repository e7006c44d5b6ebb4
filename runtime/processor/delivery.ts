import * as t from "io-ts";

/** One message as the queue delivers it. */
export type Delivery = {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  /** Receives so far, this one counted. */
  readonly receiveCount: number;
};

const SqsRecord = t.type({
  messageId: t.string,
  receiptHandle: t.string,
  body: t.string,
  attributes: t.type({ ApproximateReceiveCount: t.string }),
});

/** An event source mapping's event. */
export const SqsEvent = t.type({ Records: t.array(SqsRecord) });

export const deliveryOf = ({ messageId, receiptHandle, body, attributes }: t.TypeOf<typeof SqsRecord>): Delivery => ({
  messageId,
  receiptHandle,
  body,
  receiveCount: Number(attributes.ApproximateReceiveCount),
});
