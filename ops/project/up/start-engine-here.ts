import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const wait = (): void => undefined;

/** Runs `npm start` of the folder in this terminal until it ends; Ctrl-C reaches it and is its to answer. */
export const startEngineHere = async (folder: string): Promise<void> => {
  const run = [join(folder, "bin/run.cjs"), join(folder, "local/run/main.ts")];
  process.on("SIGINT", wait);
  try {
    await once(spawn(process.execPath, run, { cwd: folder, stdio: "inherit" }), "close");
  } finally {
    process.off("SIGINT", wait);
  }
};
