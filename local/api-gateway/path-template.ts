export type PathSegment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "greedy"; readonly name: string };

const readSegment = (text: string, isLast: boolean, path: string): PathSegment => {
  const [, name, plus] = /^\{([A-Za-z0-9._-]+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) {
    if (/[{}]/.test(text)) throw new Error(`path ${path}: "${text}" mixes text and a parameter`);
    return { kind: "literal", text };
  }
  if (plus === "+" && !isLast) throw new Error(`path ${path}: the greedy {${name}+} must be the last segment`);
  return { kind: plus === "+" ? "greedy" : "parameter", name };
};

/** Splits a resource path such as `/receipts/twilio/{ref}`. */
export const readPathTemplate = (path: string): readonly PathSegment[] => {
  if (!path.startsWith("/")) throw new Error(`path ${path} must start with /`);
  const texts = path.split("/").slice(1);
  if (texts.length === 1 && texts[0] === "") return [];
  return texts.map((text, index) => readSegment(text, index === texts.length - 1, path));
};
