/** Reads `KEY=VALUE` arguments; a structure is given as JSON text. */
export const configOverrides = (given: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    given.map((argument) => {
      const split = argument.indexOf("=");
      if (split < 1) throw new Error(`${argument}: expected KEY=VALUE, for example logLevel=debug`);
      return [argument.slice(0, split), argument.slice(split + 1)];
    }),
  );
