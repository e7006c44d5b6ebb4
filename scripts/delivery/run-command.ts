import { spawn } from "node:child_process";

/** Runs a command with the terminal as its own; gives its exit code. */
export const runCommand = (command: string, words: readonly string[], folder: string): Promise<number> =>
  new Promise((done, failed) => {
    const child = spawn(command, words, { cwd: folder, stdio: "inherit" });
    child.on("error", failed);
    child.on("close", (code) => done(code ?? 1));
  });

/** The same for a command that must succeed. */
export const mustSucceed = async (command: string, words: readonly string[], folder: string): Promise<void> => {
  const code = await runCommand(command, words, folder);
  if (code !== 0) throw new Error(`${[command, ...words].join(" ")} ended with ${code}`);
};
