import { replaceExports } from "./replace-exports";

type Original = typeof import("../../../runtime/sweeper/finding-of-listing");

/** An uncertain send counts as not sent, at once and unseen. */
replaceExports<Original>("runtime/sweeper/finding-of-listing.ts", () => ({
  verdictOfListing: () => ({ _tag: "NotSent" }),
}));
console.log("mutant in place: reconciliation");
