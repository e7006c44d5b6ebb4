import { randomInt } from "node:crypto";

const digits = "0123456789";
const lower = "abcdefghijklmnopqrstuvwxyz";
/** The punctuation of Secrets Manager's GetRandomPassword, from its API reference. */
const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/** A password as Secrets Manager's GetRandomPassword makes it: 32 characters of all kinds unless the arguments say otherwise. */
export const randomPassword = (args: Readonly<Record<string, unknown>>): string => {
  const excluded = new Set(String(args.excludeCharacters ?? ""));
  const kinds = [
    args.excludeLowercase === true ? "" : lower,
    args.excludeUppercase === true ? "" : lower.toUpperCase(),
    args.excludeNumbers === true ? "" : digits,
    args.excludePunctuation === true ? "" : punctuation,
    args.includeSpace === true ? " " : "",
  ].map((kind) => [...kind].filter((character) => !excluded.has(character)));
  const wanted = kinds.filter((kind) => kind.length > 0);
  const length = Number(args.passwordLength ?? 32);
  if (wanted.length === 0 || length < wanted.length) {
    throw new Error(
      "getRandomPassword: no characters are left to choose from, or the password is too short for all kinds",
    );
  }
  const pick = (from: readonly string[]): string => from[randomInt(from.length)] ?? "";
  const mandatory = args.requireEachIncludedType === false ? [] : wanted.map(pick);
  const filled = [...mandatory, ...Array.from({ length: length - mandatory.length }, () => pick(wanted.flat()))];
  return filled
    .map((character) => ({ character, order: randomInt(2 ** 32) }))
    .sort((one, other) => one.order - other.order)
    .map(({ character }) => character)
    .join("");
};
