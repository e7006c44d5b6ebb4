import type { Channel } from "../request/request";
import words from "./keyword-list.json";

/** What somebody wrote, as a channel hands it over. */
export type Written = {
  readonly text: string;
  /** Of a mail. */
  readonly subject?: string | undefined;
  /** What Twilio has made of it, and acted on, where it says so ("Advanced Opt-Out"). */
  readonly optOutType?: string | undefined;
};

/** `opt_in_if_suppressed` is one only for whom the person's own opt-out stands; for others it is what people say anyway. */
export type Keyword = "opt_out" | "opt_in" | "opt_in_if_suppressed" | "help";

/** The project's own words, for all channels. */
type ProjectWords = { readonly optOut: readonly string[]; readonly optIn: readonly string[] };

const SURROUNDINGS = /^[\s\p{P}\p{Cf}]+|[\s\p{P}\p{Cf}]+$/gu;

/** The capital that Turkish has for `i`, in its two forms: a phone there makes İptal of iptal. */
const DOTTED = /\u0130|I\u0307/g;

/** Without case, and without the spaces and punctuation around it. */
const plain = (text: string): string =>
  text.normalize("NFKC").replace(SURROUNDINGS, "").replace(/\s+/gu, " ").toUpperCase().replace(DOTTED, "I");

const byTwilio = new Map<string, Keyword>([
  ["STOP", "opt_out"],
  ["START", "opt_in"],
  ["HELP", "help"],
]);

const KINDS = ["opt_out", "opt_in", "opt_in_if_suppressed", "help"] as const;

/** What a whole message is that is a keyword; nothing where it is an ordinary one. */
export const keywordOf = (
  channel: Channel,
  { text, subject, optOutType }: Written,
  { optOut, optIn }: ProjectWords,
): Keyword | undefined => {
  const said = byTwilio.get(optOutType ?? "");
  if (said !== undefined) return said;
  const written = (subject === undefined ? [text] : [text, subject]).map(plain).filter((words) => words !== "");
  const ofProject: Partial<Record<Keyword, readonly string[]>> = { opt_out: optOut, opt_in: optIn };
  const known: Partial<Record<Keyword, readonly string[]>> = words[channel];
  return KINDS.find((kind) =>
    [...(known[kind] ?? []), ...(ofProject[kind] ?? [])].some((word) => written.includes(plain(word))),
  );
};
