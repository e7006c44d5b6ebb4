import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { publishedDescription } from "../../infra/api/published-description";
import { processOutput, runProcess } from "../command-line";
import { clientTypes } from "./client-types";
import { configurationDoc } from "./configuration-doc";

/** What the program says of itself, by the file that holds it. */
const written: Readonly<Record<string, () => string | Promise<string>>> = {
  "docs/configuration.md": configurationDoc,
  "docs/openapi.json": () => `${JSON.stringify(publishedDescription, null, 2)}\n`,
  "clients/typescript/src/description.ts": clientTypes,
};

void runProcess(
  new Command("npm run write-docs")
    .description(
      "Writes docs/configuration.md from the settings that the program declares, and docs/openapi.json with the types of clients/typescript from the API that it publishes.",
    )
    .action(async () => {
      for (const [name, text] of Object.entries(written)) {
        const file = join(__dirname, "../..", name);
        writeFileSync(file, await text());
        processOutput.print(`Wrote ${file}`);
      }
    }),
);
