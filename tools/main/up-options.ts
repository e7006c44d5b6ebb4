import { resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { exitCodesHelp, keyAndValue, nonBlank } from "../command-line";
import { readyPlace } from "../engine/update/running-engine";

/** `npm run up`, which does nothing yet. */
export const upCommand = () =>
  new Command("npm run up --")
    .description(
      "Runs the Pulumi program again on the engine that npm start started, and brings its resources to what it declares now: new ones are made, changed ones updated in place or replaced, those that are declared no more deleted; all else is left alone. The whole program runs before anything is touched: when it fails, nothing has changed.",
    )
    .option(
      "--folder <dir>",
      "deploys the code of another checkout of this project (with its packages installed); the config stays this one's, as when returning to an earlier release",
      (text) => resolve(nonBlank(text)),
    )
    .option(
      "--config <key=value>",
      "overrides the stack config of Pulumi.local.yaml; repeatable; structures as JSON. Kept by the engine for later updates, over what npm start was given",
      keyAndValue("--config"),
      {},
    )
    .option("--reset-config", "forgets what earlier updates were given with --config", false)
    .option(
      "--allow-removal",
      "lets projects, keys and secrets go that are declared no more; without it a terminal is asked, and a script refused",
      false,
    )
    .option("--preview", "says what would change, and changes nothing", false)
    .option("--ready <file>", "the engine that wrote FILE, else that of npm start", nonBlank, readyPlace())
    .option("--json", "answers in JSON", false)
    .addHelpText("after", exitCodesHelp);
