/** The times that follow from others when they are not set. */
type Given = {
  readonly processorTimeoutSeconds: number;
  readonly queueVisibilitySeconds: number | undefined;
  readonly leaseSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly reconcileAfterSeconds: number | undefined;
};

export type DerivedTimes = { readonly [K in keyof Given]: number };

/** AWS's advice for a queue that feeds a function (Lambda developer guide, "Using Lambda with Amazon SQS"). */
const VISIBILITY_PER_TIMEOUT = 6;

export const derivedTimes = (given: Given): DerivedTimes => {
  const visibility = given.queueVisibilitySeconds ?? VISIBILITY_PER_TIMEOUT * given.processorTimeoutSeconds;
  const lease = given.leaseSeconds ?? Math.min(given.processorTimeoutSeconds + 10, visibility);
  return {
    processorTimeoutSeconds: given.processorTimeoutSeconds,
    queueVisibilitySeconds: visibility,
    leaseSeconds: lease,
    heartbeatSeconds: given.heartbeatSeconds ?? Math.max(1, Math.floor(lease / 3)),
    reconcileAfterSeconds: given.reconcileAfterSeconds ?? given.processorTimeoutSeconds + 120,
  };
};
