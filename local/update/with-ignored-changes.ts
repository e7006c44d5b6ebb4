import type { Inputs } from "../resources/read-input";

/** The new inputs with the old ones in place of those whose changes the program ignores. */
export const withIgnoredChanges = (inputs: Inputs, before: Inputs, ignored: readonly string[]): Inputs => {
  const kept = ignored.filter((name) => name in before).map((name) => [name, before[name]] as const);
  const others = Object.entries(inputs).filter(([name]) => !ignored.includes(name));
  return Object.fromEntries([...others, ...kept]);
};
