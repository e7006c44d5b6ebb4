import type { Lease } from "../lease";

/** Every write after the claim requires that the lease is still the writer's. */
export const heldBy = ({ lease_owner }: Lease): { readonly lease_owner: string } => ({ lease_owner });
