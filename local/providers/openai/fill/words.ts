const meaningless = new Set(
  "a an and are as at be brief by data for from given has have in is it its of on one or our please short text that the their this to value was we which who with you your".split(
    " ",
  ),
);

const sameMeaning: Readonly<Record<string, string>> = {
  applicant: "recipient",
  candidate: "recipient",
  person: "recipient",
  employer: "company",
  organisation: "company",
  organization: "company",
  forename: "first",
  given: "first",
  surname: "last",
  family: "last",
  position: "role",
  vacancy: "role",
  title: "role",
  representative: "rep",
  recruiter: "rep",
  consultant: "rep",
  sender: "rep",
  phone: "tel",
  telephone: "tel",
  mobile: "tel",
  mail: "email",
};

export const ordinals = ["first", "second", "third", "fourth", "fifth"] as const;

const singular = (word: string): string =>
  word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;

/** The meaningful words of a key or a description, in one spelling: `jobRoles` and "the job's role" are both job, role. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/['’]s\b/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !meaningless.has(word))
    .map(singular)
    .map((word) => sameMeaning[word] ?? word);
