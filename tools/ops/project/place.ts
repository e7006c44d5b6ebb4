import { readyPlace } from "../../engine/update/running-engine";
import { WrongUsage } from "../cli/arguments";
import type { ProjectArguments } from "./project-options";

/** The stack that a command is for; without a name, that of this machine. */
export type Place = {
  readonly stack: string;
  /** Where the local engine tells of itself. */
  readonly readyFile: string;
  readonly region: string | undefined;
};

export const placeIn = (folder: string, { stack = "local", ready, region }: ProjectArguments["values"]): Place => {
  if (ready !== undefined && stack !== "local") {
    throw new WrongUsage(`--ready is for the local engine, --stack ${stack} for a deployed stack: give one of them`);
  }
  if (!/^[A-Za-z0-9._-]+$/.test(stack)) throw new WrongUsage(`--stack ${stack}: expected the name of a stack`);
  return { stack, readyFile: ready ?? readyPlace(folder), region };
};

/** A command of this program as it is typed for the same stack. */
export const typed = ({ stack }: Pick<Place, "stack">, command: string): string =>
  `npm run project -- ${command}${stack === "local" ? "" : ` --stack ${stack}`}`;

/** What brings the config of a stack into effect. */
export const typedUp = ({ stack }: Pick<Place, "stack">): string =>
  stack === "local" ? "npm run up (or npm start, if no engine runs)" : `npx pulumi up --stack ${stack}`;
