import { replaceExports } from "./replace-exports";

type Original = typeof import("../../../runtime/processor/resumable");

/** A lease that counts for nothing: whoever comes takes the conversation over. */
replaceExports<Original>("runtime/processor/resumable.ts", ({ resumable }) => ({
  resumable: (conversation, claimed) => resumable({ ...conversation, lease_until: "" }, claimed),
}));
console.log("mutant in place: lease");
