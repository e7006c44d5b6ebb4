/** Replaces each `{{ name }}` by what `lookUp` gives for the name. */
export const renderPlaceholders = (text: string, lookUp: (name: string) => string): string =>
  text.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (_whole, name: string) => lookUp(name));

export const placeholderNames = (text: string): readonly string[] => [
  ...new Set(Array.from(text.matchAll(/\{\{\s*([\w.-]+)\s*\}\}/g), (match) => match[1] ?? "")),
];
