import { phrasesFor, said } from "./compose-answer";

/** A template as a project's config knows it: what belongs into each variable. What it says, only its carrier knows. */
export type KnownTemplate = { readonly variables: Readonly<Record<string, string>>; readonly instructions: string };

/** Where a variable goes, in the form that Twilio and SendGrid share. */
export const PLACEHOLDER = /\{\{\s*([\w.-]+)\s*\}\}/g;

export const filledIn = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.replace(PLACEHOLDER, (_whole, name: string) => variables[name] ?? "");

const isName = /\bfirst[ _]?name|vorname|prénom|nombre de pila/i;
const isRole = /\b(?:job|role|position)\b|stelle\b/i;
const isText = /\b(?:sentence|question|line|phrase|paragraph|message|body|text)\b/i;

/** A text that a template of these variables might have, so that a reader can judge what the variables are filled with. */
export const textOf = ({ variables, instructions }: KnownTemplate): string => {
  const words = phrasesFor(instructions);
  const all = Object.entries(variables).map(([name, meaning]) => ({ meaning, slot: `{{${name}}}` }));
  const name = all.find(({ meaning }) => isName.test(meaning));
  const role = all.find(({ meaning }) => isRole.test(meaning) && !isText.test(meaning));
  const hello = name === undefined ? "" : said(words.hello, { name: name.slot });
  const thanks = role === undefined ? "" : said(words.thanksForRole, { role: role.slot });
  const opening = hello !== "" && thanks !== "" ? `${hello}, ${thanks}` : hello === "" ? thanks : `${hello}.`;
  const others = all
    .filter((one) => one !== name && one !== role)
    .map(({ meaning, slot }) =>
      isText.test(meaning) ? slot : `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}: ${slot}.`,
    );
  return [opening, ...others].filter((part) => part !== "").join(" ");
};
