/** Mutants that survive because nothing that anybody could see differs, and why. */
export const equivalents: Readonly<Record<string, string>> = {};
