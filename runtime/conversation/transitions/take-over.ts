import type { Change } from "../change";
import type { Lease } from "../lease";

/** Takes a conversation whose holder's lease has expired; a holder that renewed meanwhile keeps it. */
export const takeOver = (expired: Lease, lease: Lease): Change => ({
  when: { lease_owner: expired.lease_owner, lease_until: expired.lease_until },
  set: { ...lease },
});
