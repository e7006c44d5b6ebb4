import type { Resumed } from "./resume";

/** What resuming did, for a person. */
export const resumedText = ({ conversation_id, by, at, queued }: Resumed): string =>
  [
    `Resumed ${conversation_id}.`,
    queued
      ? "A fresh message is in its channel's queue."
      : "The queue did not take the fresh message, so the sweeper sends one within some minutes.",
    `Recorded: by ${by} at ${at}, with the reason.`,
  ].join(" ");
