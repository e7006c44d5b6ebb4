/** The right to work on a conversation: who has it, and until when (ISO 8601, UTC, comparable as text). */
export type Lease = { readonly lease_owner: string; readonly lease_until: string };

/** `at` and some seconds later, in the one form in which times stand in records. */
export const isoAfter = (at: Date, seconds: number): string => new Date(at.getTime() + seconds * 1000).toISOString();

export const leaseFrom = (owner: string, at: Date, seconds: number): Lease => ({
  lease_owner: owner,
  lease_until: isoAfter(at, seconds),
});
