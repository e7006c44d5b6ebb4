import { resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { exitCodesHelp, NotDone, nonBlank, processOutput, runProcess } from "../command-line";
import { deployRelease } from "./deploy-release";
import { pulumiSteps } from "./pulumi-steps";
import { inCheckoutOf, runCommand } from "./release-checkout";
import { release } from "./release-flow";

const own = resolve(__dirname, "../..");

void runProcess(
  new Command("npm run release --")
    .description(
      "Deploys this checkout to a stack, tries it with a message per channel through simulated carriers, and returns to the last release's code when that fails, with this checkout's Pulumi.STACK.yaml.",
    )
    .requiredOption("--stack <name>", "the stack; its project ci-smoke pi-smoke is used for the smoke test")
    .option("--previous <commit>", "the last release; empty or absent: there is none, and nothing is returned to", "")
    .option("--report <file>", "adds what would change to FILE, as Markdown", nonBlank)
    .option("--allow-removal", "goes on although projects, keys or secrets go with the release", false)
    .addHelpText(
      "after",
      `
Not done means refused before anything changed, returned to the last release, or left as it is where neither works.${exitCodesHelp}`,
    )
    .action(async ({ stack, previous, ...options }) => {
      const steps = pulumiSteps(true);
      const deploy = (allowRemoval: boolean) => (folder: string) =>
        deployRelease(steps, { ...options, allowRemoval }, { folder, own, stack });
      const end = await release({
        deploy: deploy(options.allowRemoval)(own),
        // Whoever agreed that something goes has not agreed that the way back takes more.
        deployPrevious: previous === "" ? undefined : inCheckoutOf(previous, own, deploy(false)),
        smoke: async () => (await runCommand("npm", ["run", "test:smoke", "--", "--stack", stack], own)) === 0,
        say: processOutput.print,
      });
      if (end !== "released") throw new NotDone();
    }),
);
