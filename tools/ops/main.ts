import { processTerminal } from "./cli/terminal";
import { runOps } from "./run-ops";

runOps(process.argv.slice(2), processTerminal()).then((code) => {
  process.exitCode = code;
});
