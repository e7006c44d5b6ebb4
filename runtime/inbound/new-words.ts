import EmailReplyParser from "email-reply-parser";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { firstBytes } from "../request/text";
import { textOfHtml } from "./html-text";
import { withinTime } from "./time-limit";

const parser = new EmailReplyParser();

type Fragment = Pick<
  ReturnType<ReturnType<typeof parser.read>["getFragments"]>[number],
  "getContent" | "isQuoted" | "isSignature"
>;

/** The parser's patterns go back and forth over a text made for that, for minutes; milliseconds of its processor. */
const READ_MS = 300;
/** What is further down in a mail is history. */
export const MOST_BYTES = 64 * 1024;

const read = (text: string): E.Either<Error, readonly Fragment[]> =>
  withinTime(READ_MS, () => parser.read(text).getFragments());

/** What every program puts before the lines that it quotes, in whatever language: a colon after a time or an address, in two lines maybe. */
const INTRODUCTION = /^(?=.*[\d@]).{4,200}[:：]\s*$/;
const DATED = /\b(?:19|20)\d\d\b|\d{1,2}[:.h]\d\d/;

const withoutQuotedLines = (text: string): string => {
  const lines = text.split("\n");
  const introduces = (at: number): boolean =>
    INTRODUCTION.test(lines[at] ?? "") &&
    lines
      .slice(at + 1, at + 3)
      .find((line) => line.trim() !== "")
      ?.startsWith(">") === true;
  const isQuoted = (line: string, at: number): boolean =>
    line.startsWith(">") ||
    introduces(at) ||
    (DATED.test(line) && introduces(at + 1) && !DATED.test(lines[at + 1] ?? ""));
  return lines
    .filter((line, at) => !isQuoted(line, at))
    .join("\n")
    .trim();
};

/** A closing line and what stands below it is the writer's own text; the parser takes it for a signature. */
const CLOSING = /^(?:cheers|best wishes|.{0,20}regards|bien . vous|.{0,20}cordialement|bonne (?:journ|soir))/i;

const joined = (fragments: readonly Fragment[]): string =>
  fragments
    .map((fragment) => fragment.getContent())
    .join("\n")
    .trim();

/** `words` is what is new, `bare` the same without a closing formula and a name, as a keyword is looked for. */
export type NewWords = { readonly words: string; readonly bare: string };

const ofFragments = (fragments: readonly Fragment[]): NewWords => {
  const unquoted = fragments.filter((fragment) => !fragment.isQuoted());
  const isOwn = (fragment: Fragment) => !fragment.isSignature() || CLOSING.test(fragment.getContent().trim());
  return {
    words: joined(unquoted.filter(isOwn)),
    bare: joined(unquoted.filter((fragment) => !fragment.isSignature())),
  };
};

const inText = (text: string): NewWords => {
  const unquoted = withoutQuotedLines(firstBytes(text.replaceAll("\r\n", "\n"), MOST_BYTES));
  return pipe(
    read(unquoted),
    E.match(() => ({ words: unquoted, bare: unquoted }), ofFragments),
  );
};

type Bodies = { readonly text: string; readonly html: string };

/** What a person has written anew in an answer: in HTML by the elements that hold what is quoted, and then as in plain text. */
export const newWords = ({ text, html }: Bodies): NewWords => {
  const inHtml = inText(textOfHtml(html, "without quotes"));
  return inHtml.words === "" ? inText(text) : inHtml;
};
