/** Values of `$context.*`, by the name after `$context.`; an absent one is undefined. */
export type Variables = Readonly<Record<string, string | number | undefined>>;

const variable = /\$context\.([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)/g;

/** Replaces `$context.*`; an unknown or absent variable becomes "-", as in AWS's access logs. */
export const renderVariables = (text: string, variables: Variables): string =>
  text.replaceAll(variable, (_, name: string) => String(variables[name] ?? "-"));

/** Refuses, with its place, a template that needs more than `$context` variables (no Velocity here). */
export const requirePlainTemplate = (text: string, where: string): string => {
  const [beyond] = /\$(?!context\.)\{?\w+|^\s*#\w+/m.exec(text) ?? [];
  if (beyond !== undefined)
    throw new Error(`${where}: "${beyond.trim()}" is not supported; only $context variables are`);
  return text;
};
