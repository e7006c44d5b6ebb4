import { Command } from "@commander-js/extra-typings";
import { WrongUsage } from "../../command-line";
import { readyPlace } from "../../engine/update/running-engine";

/** The stack that a command is for: a local engine by its ready file, or a deployed stack by its name. */
export type NamedStack = {
  readonly stack: string;
  readonly ready: string | undefined;
  readonly region: string | undefined;
};

/** A program with the options that name a stack; `otherwise` says what they mean when they are not given. */
export const withStackOptions = (name: string, otherwise: { readonly stack?: string; readonly region: string }) =>
  new Command(name)
    .option(
      "--stack <name>",
      `a deployed stack, by the names that its program gives (ai-multi-comms-…-NAME), with ordinary AWS credentials; or local, the engine that npm start runs from this folder${otherwise.stack === undefined ? "" : ` (default: ${otherwise.stack})`}`,
    )
    .option("--ready <file>", "the local engine that wrote FILE (npm start -- --ready FILE)")
    .option("--region <region>", `a deployed stack's region; else ${otherwise.region}`);

type Named = { readonly [option in "stack" | "ready" | "region"]?: string | undefined };

/** The stack that the options name; the local engine is found by the ready file that it keeps in its folder. */
export const namedStack = ({ stack, ready, region }: Named, folder?: string, otherwise?: "local"): NamedStack => {
  if (ready !== undefined && (stack ?? "local") !== "local") {
    throw new WrongUsage(`--ready is for the local engine, --stack ${stack} for a deployed stack: give one of them`);
  }
  const name = stack ?? (ready === undefined ? otherwise : "local");
  if (name === undefined) {
    throw new WrongUsage("which stack? --stack NAME for a deployed one, --stack local for the engine of npm start");
  }
  if (!/^[A-Za-z0-9._-]+$/.test(name)) throw new WrongUsage(`--stack ${name}: expected the name of a stack`);
  return { stack: name, ready: name === "local" ? (ready ?? readyPlace(folder)) : undefined, region };
};
