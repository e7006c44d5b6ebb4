import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationDoc } from "./configuration-doc";

const file = join(__dirname, "../../docs/configuration.md");

writeFileSync(file, configurationDoc());
console.log(`Wrote ${file}`);
