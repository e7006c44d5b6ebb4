/** The times of which some follow from others when they are not set. */
export type Times = {
  readonly processorTimeoutSeconds: number;
  readonly queueVisibilitySeconds: number;
  readonly leaseSeconds: number;
  readonly heartbeatSeconds: number;
  readonly reconcileAfterSeconds: number;
};

/** AWS's advice for a queue that feeds a function (Lambda developer guide, "Using Lambda with Amazon SQS"). */
const VISIBILITY_PER_TIMEOUT = 6;
const LEASE_BEYOND_TIMEOUT = 10;
const LEASE_PER_HEARTBEAT = 3;
const RECONCILIATION_BEYOND_TIMEOUT = 120;

type Call = {
  readonly processorTimeoutSeconds: number;
  readonly carrierTimeoutSeconds: number;
  readonly isLocal: boolean;
};

/** Until then a call may be under way, or its message on its way into the carrier's list; on one machine there is no way. */
export const shortestReconciliation = ({ processorTimeoutSeconds, carrierTimeoutSeconds, isLocal }: Call): number =>
  Math.ceil(Math.min(processorTimeoutSeconds, carrierTimeoutSeconds)) + (isLocal ? 1 : RECONCILIATION_BEYOND_TIMEOUT);

/** Of the function that posts events: its tries at an endpoint run side by side, and end earlier. */
export const WEBHOOKS_TIMEOUT_SECONDS = 60;

export const visibilityFor = (timeout: number): number => VISIBILITY_PER_TIMEOUT * timeout;

export const leaseFor = (timeout: number, visibility: number): number =>
  Math.min(timeout + LEASE_BEYOND_TIMEOUT, visibility);

export const heartbeatFor = (lease: number): number => Math.max(1, Math.floor(lease / LEASE_PER_HEARTBEAT));

/** The same rules in words. */
export const derivation = {
  queueVisibilitySeconds: `${VISIBILITY_PER_TIMEOUT} × processorTimeoutSeconds when not set`,
  leaseSeconds: `processorTimeoutSeconds + ${LEASE_BEYOND_TIMEOUT}, at most the visibility, when not set`,
  heartbeatSeconds: "a third of the lease when not set",
  reconcileAfterSeconds: `processorTimeoutSeconds + ${RECONCILIATION_BEYOND_TIMEOUT} when not set`,
} as const;

type Given = Pick<Times, "processorTimeoutSeconds"> & { readonly [K in keyof Times]?: number | undefined };

export const derivedTimes = (given: Given): Times => {
  const timeout = given.processorTimeoutSeconds;
  const visibility = given.queueVisibilitySeconds ?? visibilityFor(timeout);
  const lease = given.leaseSeconds ?? leaseFor(timeout, visibility);
  return {
    processorTimeoutSeconds: timeout,
    queueVisibilitySeconds: visibility,
    leaseSeconds: lease,
    heartbeatSeconds: given.heartbeatSeconds ?? heartbeatFor(lease),
    reconcileAfterSeconds: given.reconcileAfterSeconds ?? timeout + RECONCILIATION_BEYOND_TIMEOUT,
  };
};
