import { replaceExports } from "./replace-exports";

type Original = typeof import("../../../runtime/processor/claim");

const AFTER_EVERY_LEASE = new Date("9999-12-31T00:00:00.000Z");

/** A lease that counts for nothing: whoever comes takes the conversation over. */
replaceExports<Original>("runtime/processor/claim.ts", ({ resumable }) => ({
  resumable: (conversation, claimed) => resumable(conversation, { ...claimed, claimedAt: AFTER_EVERY_LEASE }),
}));
console.log("mutant in place: lease");
