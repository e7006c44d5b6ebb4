import { BODY } from "../assistant/prompt";
import type { Draft } from "../conversation/conversation";

/** The words by which a message is known again: the whole text, or what a template's variables were filled with. */
export type Words =
  | { readonly _tag: "Text"; readonly text: string }
  | { readonly _tag: "Parts"; readonly parts: readonly string[] };

/** Twilio prefixes what a trial account sends ("Trial account restrictions and limitations"). */
const TRIAL = /^Sent from your Twilio trial account - /;

/** White space and the form of a character may change on the way to a list, words may not. */
const plain = (text: string): string => text.normalize("NFKC").replace(/\s+/g, " ").trim();

/** A draft's words; nothing where it has none, since every message would fit. */
export const wordsOf = (
  draft: { readonly variables: Draft["variables"] | undefined } | undefined,
  isFreeText: boolean,
): Words | undefined => {
  const { [BODY]: text, ...others } = draft?.variables ?? {};
  if (isFreeText && text !== undefined && Object.keys(others).length === 0) return { _tag: "Text", text: plain(text) };
  const parts = Object.values(draft?.variables ?? {}).map(plain);
  return parts.every((part) => part === "") ? undefined : { _tag: "Parts", parts };
};

/** Whether a listed text says these words. */
export const says = (listed: string, words: Words): boolean => {
  const text = plain(listed);
  return words._tag === "Text"
    ? text.replace(TRIAL, "") === words.text
    : words.parts.every((part) => text.includes(part));
};
