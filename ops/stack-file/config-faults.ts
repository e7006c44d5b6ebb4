import { stackConfig } from "../../infra/config/stack-config";
import { configTexts } from "./config-texts";
import type { StackFile } from "./stack-file";

/** What the program would refuse of a stack's config, a line for each fault. */
export const configFaults = (file: StackFile): readonly string[] => {
  try {
    stackConfig(configTexts(file), file.stack, file.folder);
    return [];
  } catch (error) {
    const [headline = "", ...faults] = (error instanceof Error ? error.message : String(error)).split("\n");
    return faults.length > 0 ? faults.map((fault) => fault.trim()) : [headline];
  }
};
