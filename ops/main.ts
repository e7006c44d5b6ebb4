import { runOps } from "./cli/run-ops";
import { processTerminal } from "./cli/terminal";

runOps(process.argv.slice(2), processTerminal()).then((code) => {
  process.exitCode = code;
});
