import type { Json } from "../../is-record";

const longestOf = (schema: Json, description: string): number => {
  const told = /(\d[\d,]*)\s+char/i.exec(description)?.[1]?.replace(/,/g, "");
  const limits = [schema.maxLength, told === undefined ? undefined : Number(told)];
  return Math.min(...limits.filter((limit): limit is number => typeof limit === "number"), Number.POSITIVE_INFINITY);
};

/** Cuts after a whole sentence if that leaves at least half, else after a whole word, else anywhere. */
const cut = (text: string, longest: number): string => {
  if (text.length <= longest) return text;
  const short = text.slice(0, longest);
  const sentences = /^.*[.?!](?= |$)/.exec(short)?.[0] ?? "";
  if (sentences.length >= longest / 2) return sentences;
  const words = text[longest] === " " ? short : short.slice(0, Math.max(short.lastIndexOf(" "), 0));
  return (words === "" ? short : words).replace(/[\s,;:–-]+$/, "");
};

/** The first of the candidates that, on one line and cut to the allowed length, keeps the schema's pattern. */
export const fitText = (candidates: readonly string[], schema: Json, description: string): string | undefined => {
  const longest = longestOf(schema, description);
  const shortest = typeof schema.minLength === "number" ? schema.minLength : 1;
  const pattern = typeof schema.pattern === "string" ? new RegExp(schema.pattern, "u") : undefined;
  return candidates
    .map((text) => cut(text.replace(/\s+/g, " ").trim(), longest))
    .find((text) => text.length >= shortest && (pattern === undefined || pattern.test(text)));
};
