import { isRecord, type Json } from "../../is-record";
import { parseJson } from "../../parse-json";

/** Where the object that opens at `start` closes, or -1. */
const closingBrace = (text: string, start: number): number => {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign === "\\") at += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === "{") depth += 1;
    else if (sign === "}") {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
};

const mostTries = 50;

/** The JSON objects that stand in a text, between any other words or tags. */
export const findJson = (text: string): readonly Json[] => {
  const found: Json[] = [];
  let start = text.indexOf("{");
  for (let tries = 0; start !== -1 && tries < mostTries; tries += 1) {
    const end = closingBrace(text, start);
    const parsed = end === -1 ? undefined : parseJson(text.slice(start, end + 1));
    const hit = parsed?.ok === true && isRecord(parsed.value);
    if (hit && isRecord(parsed.value)) found.push(parsed.value);
    start = text.indexOf("{", hit ? end + 1 : start + 1);
  }
  return found;
};
