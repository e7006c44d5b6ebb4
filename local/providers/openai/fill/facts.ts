import type { Datum } from "./datum";

/** What a message is usually made of, as far as the data holds it. */
export type Facts = {
  readonly firstName: string | undefined;
  readonly role: string | undefined;
  readonly company: string | undefined;
  readonly rep: string | undefined;
  readonly points: readonly string[];
};

const keyed = (data: readonly Datum[], ...words: readonly string[]): string | undefined =>
  data.find(({ keyWords }) => words.every((word) => keyWords.has(word)))?.value;

const isWordy = ({ value }: Datum): boolean => /\p{L}/u.test(value) && value !== "true" && value !== "false";

export const factsOf = (data: readonly Datum[]): Facts => ({
  firstName: keyed(data, "first", "name"),
  role: keyed(data, "job", "role") ?? keyed(data, "role"),
  company: keyed(data, "company", "name"),
  rep: keyed(data, "rep"),
  points: data.filter((one) => one.pathWords.has("clarification") && isWordy(one)).map(({ value }) => value),
});
