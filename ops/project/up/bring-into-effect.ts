import type { Place } from "../connect/place";
import { pulumiHere } from "../connect/pulumi";
import type { ProjectArguments } from "../project-options";

export type InEffect = { readonly done: boolean; readonly text: string };

const deployed = async (folder: string, { stack }: Place, { yes }: ProjectArguments["values"]): Promise<InEffect> => {
  const code = await pulumiHere(folder, ["up", "--stack", stack, ...(yes ? ["--yes"] : [])]);
  return code === 0
    ? { done: true, text: `pulumi up has brought ${stack} up to date.` }
    : { done: false, text: `pulumi up ended with exit code ${code}: the config is written and not in effect.` };
};

/** Brings a stack's config into effect: updates the local engine that runs, or deploys. */
export const bringIntoEffect = async (
  folder: string,
  place: Place,
  values: ProjectArguments["values"],
): Promise<InEffect> => {
  if (place.stack !== "local") return deployed(folder, place, values);
  return { done: false, text: "The local engine takes it from the config when it starts next: npm start." };
};
