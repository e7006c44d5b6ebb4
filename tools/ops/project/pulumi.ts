import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { wordsOf } from "../../command-line";

const MOST_OUTPUT_BYTES = 16 * 1024 * 1024;

/** What a Pulumi command prints, read as JSON; its failure is told in its own words. */
export const pulumiJson = async (folder: string, args: readonly string[]): Promise<unknown> => {
  try {
    const { stdout } = await promisify(execFile)("npx", ["pulumi", ...args], {
      cwd: folder,
      maxBuffer: MOST_OUTPUT_BYTES,
    });
    return JSON.parse(stdout);
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    throw new Error(`npx pulumi ${args.join(" ")} failed: ${stderr?.trim() || wordsOf(error)}`);
  }
};

/** Deploys a stack in this terminal, as npm run deploy does; its exit code. */
export const deployHere = async (folder: string, args: readonly string[]): Promise<number> => {
  const child = spawn("npm", ["run", "--silent", "deploy", "--", ...args], { cwd: folder, stdio: "inherit" });
  const [code]: readonly unknown[] = await once(child, "close");
  return typeof code === "number" ? code : 1;
};
