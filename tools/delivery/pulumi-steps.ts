import { processTerminal } from "../ops/cli/terminal";
import type { DeploySteps } from "./deploy-release";
import { previewRelease, pulumiWords } from "./pulumi-preview";
import { succeed } from "./release-checkout";

/** A release by Pulumi's own command, which asks before it changes something where a person sits, unless it is told not to. */
export const pulumiSteps = (yes: boolean): DeploySteps => {
  const { isInteractive, ask, print } = processTerminal();
  const quiet = yes || !isInteractive ? ["--yes", "--non-interactive"] : [];
  return {
    preview: (release) => {
      print(`Previewing ${release.stack} …`);
      return previewRelease(release);
    },
    unprotect: ({ own, folder, stack }, urns) =>
      succeed("npx", ["pulumi", "state", "unprotect", ...urns, "--cwd", folder, "--stack", stack, "--yes"], own),
    up: (release) =>
      succeed("npx", ["pulumi", ...pulumiWords(release, "up", ...quiet, "--suppress-outputs")], release.own),
    mayRemove: async (question) => {
      const answer = await ask(`${question} Type yes to go on: `);
      return answer === undefined ? undefined : answer.trim() === "yes";
    },
    say: print,
  };
};
