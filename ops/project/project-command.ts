import type { CliCommand } from "../cli/cli-program";
import type { projectOptions } from "./project-options";

/** A command for the projects of the program in `folder`. */
export type ProjectCommand = (folder: string) => CliCommand<typeof projectOptions>;
