import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { processOutput, runProcess } from "../command-line";
import { configurationDoc } from "./configuration-doc";

void runProcess(
  new Command("npm run write-docs")
    .description("Writes docs/configuration.md from the settings that the program declares.")
    .action(() => {
      const file = join(__dirname, "../../docs/configuration.md");
      writeFileSync(file, configurationDoc());
      processOutput.print(`Wrote ${file}`);
    }),
);
