import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { publishedDescription } from "../../infra/api/published-description";
import { processOutput, runProcess } from "../command-line";
import { configurationDoc } from "./configuration-doc";

/** What the program says of itself, by the file below docs/ that holds it. */
const written: Readonly<Record<string, () => string>> = {
  "configuration.md": configurationDoc,
  "openapi.json": () => `${JSON.stringify(publishedDescription, null, 2)}\n`,
};

void runProcess(
  new Command("npm run write-docs")
    .description("Writes docs/configuration.md from the settings that the program declares, and docs/openapi.json.")
    .action(() => {
      for (const [name, text] of Object.entries(written)) {
        const file = join(__dirname, "../../docs", name);
        writeFileSync(file, text());
        processOutput.print(`Wrote ${file}`);
      }
    }),
);
