import type { Verdict } from "./verdict";

const row = (name: string, value: string | number): string => `  ${name.padEnd(28)}${value}`;

/** A verdict as lines. */
export const verdictText = (title: string, verdict: Verdict): string =>
  [
    title,
    row("accepted", verdict.accepted),
    row("conversations", verdict.conversations),
    row("sends", verdict.sends),
    row("duplicates", verdict.duplicates),
    row("lost", verdict.lost),
    row("uncertain", verdict.uncertain.length),
    ...verdict.discrepancies.map((text) => row("NOT EXACT", text)),
  ].join("\n");

export const factsText = (facts: Readonly<Record<string, string | number>>): string =>
  Object.entries(facts)
    .map(([name, value]) => row(name, value))
    .join("\n");
