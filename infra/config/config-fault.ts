/** One thing wrong with the stack config: the key, what is wrong, and an example of a right value. */
export type ConfigFault = { readonly key: string; readonly fault: string; readonly example: string };

/** All faults in one text, a line each. */
export const describeFaults = (faults: readonly ConfigFault[]): string =>
  [
    `The stack config has ${faults.length} ${faults.length === 1 ? "fault" : "faults"}; nothing was created:`,
    ...faults.map(({ key, fault, example }) => `  ai-multi-comms:${key} ${fault}, for example ${example}`),
  ].join("\n");
