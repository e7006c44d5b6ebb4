import { WrongUsage } from "../cli/wrong-usage";
import type { ProjectArguments } from "./project-options";

/** The project that a command is for: behind it, or as --project. */
export const chosenProject = (command: string, { rest, values }: ProjectArguments): string => {
  const [name = values.project, more] = rest;
  if (name === undefined || more !== undefined || (rest.length > 0 && values.project !== undefined)) {
    throw new WrongUsage(`${command} takes one project: COMPANY/PROJECT, or PROJECT where only one company has it`);
  }
  return name;
};
