import type { TimelineEntry } from "../api/conversation-view";

/** Oldest first; of what happened in the same millisecond, the first found stays first. */
export const inOrder = (...lists: readonly (readonly TimelineEntry[])[]): readonly TimelineEntry[] =>
  lists.flat().sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
