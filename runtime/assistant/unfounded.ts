import { comparableText } from "./comparable-text";
import { hostOf, isMailbox, linksIn } from "./links-in";
import { isKnownRun, isLong, runsIn } from "./numbers-in";

/** Kinds of content that a message may only quote. */
export type Unfounded = "a link" | "an email address" | "a telephone or long number";

/** A source's own links may be quoted whole, or by their host alone. */
const quotableLinks = (sources: readonly string[]): ReadonlySet<string> => {
  const known = sources.flatMap(linksIn);
  return new Set([...known, ...known.filter((link) => !isMailbox(link)).map(hostOf)]);
};

const strangeLink = (links: readonly string[], sources: readonly string[]): Unfounded | undefined => {
  const quotable = quotableLinks(sources);
  const strange = links.find((link) => !quotable.has(link));
  if (strange === undefined) return undefined;
  return isMailbox(strange) ? "an email address" : "a link";
};

const strangeNumber = (runs: readonly string[], sources: readonly string[]): Unfounded | undefined => {
  const known = sources.flatMap(runsIn);
  return runs.every((run) => isKnownRun(run, known)) ? undefined : "a telephone or long number";
};

/** What a text holds that none of its sources does; they are looked at only if it holds something of the kind. */
export const unfounded = (text: string, sources: () => readonly string[]): Unfounded | undefined => {
  const compared = comparableText(text);
  const links = linksIn(compared);
  const runs = runsIn(compared).filter(isLong);
  if (links.length + runs.length === 0) return undefined;
  const known = sources().map(comparableText);
  return strangeLink(links, known) ?? strangeNumber(runs, known);
};
