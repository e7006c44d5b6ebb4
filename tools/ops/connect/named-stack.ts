import { Command } from "@commander-js/extra-typings";
import { WrongUsage } from "../../command-line";
import { readyPlace } from "../../engine/update/running-engine";
import { readStackFile } from "../stack-file/stack-file";

/** The stack that a command is for: a local engine by its ready file, or a deployed stack by its name. */
export type NamedStack = {
  readonly stack: string;
  readonly ready: string | undefined;
  readonly region: string | undefined;
};

/** A program with the options that name a stack. */
export const withStackOptions = (name: string) =>
  new Command(name)
    .option(
      "--stack <name>",
      "a deployed stack, by the names that its program gives (ai-multi-comms-…-NAME), with ordinary AWS credentials; or local, the engine that npm start runs from this folder",
      "local",
    )
    .option("--ready <file>", "the local engine that wrote FILE (npm start -- --ready FILE)")
    .option("--region <region>", "a deployed stack's region; else aws:region of its config");

type Named = { readonly stack: string; readonly ready?: string | undefined; readonly region?: string | undefined };

/** The stack that the options name: the local engine by the ready file that it keeps in its folder, a deployed one with the region of its config. */
export const namedStack = ({ stack, ready, region }: Named, folder: string): NamedStack => {
  if (stack === "local") return { stack, ready: ready ?? readyPlace(folder), region: undefined };
  if (ready !== undefined) {
    throw new WrongUsage(`--ready is for the local engine, --stack ${stack} for a deployed stack: give one of them`);
  }
  if (!/^[A-Za-z0-9._-]+$/.test(stack)) throw new WrongUsage(`--stack ${stack}: expected the name of a stack`);
  return { stack, ready: undefined, region: region ?? readStackFile(folder, stack).region };
};
