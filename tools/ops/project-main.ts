import { resolve } from "node:path";
import { processTerminal } from "./cli/terminal";
import { runProject } from "./run-project";

runProject(resolve(__dirname, "../.."), process.argv.slice(2), processTerminal()).then((code) => {
  process.exitCode = code;
});
