/** A carrier's word on one attempt. */
export type Receipt = {
  readonly attemptId: string;
  /** The carrier's id of the message. */
  readonly messageId: string;
  readonly status: string;
  /** The carrier's code of a failure. */
  readonly errorCode: string | undefined;
};
