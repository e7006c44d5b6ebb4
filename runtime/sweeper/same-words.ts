import { BODY } from "../company/channel-setup";
import type { Conversation, Draft } from "../conversation/conversation";

/** The words by which a message is known again: the whole text, or what a template's variables were filled with. */
export type Words =
  | { readonly _tag: "Text"; readonly text: string }
  | { readonly _tag: "Parts"; readonly parts: readonly string[] };

/** Twilio prefixes what a trial account sends ("Trial account restrictions and limitations"). */
const TRIAL = /^Sent from your Twilio trial account - /;

/** White space and the form of a character may change on the way to a list, words may not. */
const plain = (text: string): string => text.normalize("NFKC").replace(/\s+/g, " ").trim();

const wordsIn = (variables: Draft["variables"], isFreeText: boolean): readonly Words[] => {
  const { [BODY]: text, ...others } = variables;
  if (isFreeText && text !== undefined && Object.keys(others).length === 0)
    return [{ _tag: "Text", text: plain(text) }];
  const parts = Object.values(variables).map(plain);
  return parts.every((part) => part === "") ? [] : [{ _tag: "Parts", parts }];
};

type Written = Pick<Conversation, "draft" | "unlisted">;

/** The words of a draft, and of what it took the place of; none where it has none, since every message would fit. */
export const wordsOf = ({ draft, unlisted }: Written, isFreeText: boolean): readonly Words[] =>
  [draft?.variables, unlisted].flatMap((variables) => (variables === undefined ? [] : wordsIn(variables, isFreeText)));

/** Whether a listed text says these words. */
export const says = (listed: string, words: Words): boolean => {
  const text = plain(listed);
  return words._tag === "Text"
    ? text.replace(TRIAL, "") === words.text
    : words.parts.every((part) => text.includes(part));
};
