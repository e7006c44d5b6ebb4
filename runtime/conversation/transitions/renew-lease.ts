import type { Change } from "../change";
import type { Lease } from "../lease";
import { heldBy } from "./held-by";

/** Keeps the conversation for longer. */
export const renewLease = (lease: Lease): Change => ({ when: heldBy(lease), set: { lease_until: lease.lease_until } });
