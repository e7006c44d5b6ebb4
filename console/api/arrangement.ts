/** What is made so, while one request is sent, that the engine itself is at fault or the project refuses. */
export const arrangements = [
  "inactive-project",
  "no-channel",
  "misconfigured-project",
  "unreadable-table",
  "refusing-queue",
] as const;
export type Arrangement = (typeof arrangements)[number];
