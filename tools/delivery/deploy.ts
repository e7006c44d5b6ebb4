import { resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import { exitCodesHelp, NotDone, nonBlank, runProcess } from "../command-line";
import { deployRelease } from "./deploy-release";
import { pulumiSteps } from "./pulumi-steps";
import { inCheckoutOf } from "./release-checkout";

const own = resolve(__dirname, "../..");

void runProcess(
  new Command("npm run deploy --")
    .description(
      "Brings this checkout's code, or that of another commit, to a stack with this checkout's Pulumi.STACK.yaml: a release is code, the config stays. It previews first, under the policy pack, and changes nothing when that fails.",
    )
    .requiredOption("--stack <name>", "the stack", nonBlank)
    .option("--release <commit>", "deploys the code of this commit, as when returning to an earlier release", nonBlank)
    .option("--preview", "says what would change, and changes nothing", false)
    .option("--report <file>", "adds what would change to FILE, as Markdown that a comment can take", nonBlank)
    .option(
      "--allow-removal",
      "goes on although projects, keys or secrets go with it; without it a terminal is asked, and a script refused",
      false,
    )
    .option(
      "--yes",
      "does not let Pulumi ask before it changes something; nobody is asked where there is no terminal",
      false,
    )
    .addHelpText("after", exitCodesHelp)
    .action(async ({ stack, release, ...options }) => {
      const run = (folder: string) => deployRelease(pulumiSteps(options.yes), options, { folder, own, stack });
      const done = await (release === undefined ? run(own) : inCheckoutOf(release, own, run))();
      if (E.isLeft(done)) throw new NotDone(done.left.reason);
    }),
);
