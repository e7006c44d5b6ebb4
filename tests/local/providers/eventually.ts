import { setTimeout as pause } from "node:timers/promises";

/** Waits until `check` holds, at most two seconds. */
export const eventually = async (what: string, check: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (check()) return;
    await pause(5);
  }
  throw new Error(`${what} did not happen within two seconds`);
};
