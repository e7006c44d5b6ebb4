import type { Change } from "../change";

export type Conflict = { readonly at: string; readonly differs: string };

/** Notes on the winner's record that its request id came again with something else. */
export const noteConflict = (conflict: Conflict): Change => ({ when: {}, set: {}, append: { conflicts: [conflict] } });
