import type { Terminal } from "../../cli/terminal";
import { table } from "../../table";
import type { Finding, Verdict } from "./finding";

const colours = { ok: "green", warning: "yellow", wrong: "red" } as const;
const words: Readonly<Record<Verdict, string>> = { ok: "ok     ", warning: "warning", wrong: "WRONG  " };

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, " ");

const summary = (found: readonly Finding[]): string => {
  const count = (verdict: Verdict): number => found.filter((one) => one.verdict === verdict).length;
  return `${count("ok")} ok, ${count("warning")} to be warned of, ${count("wrong")} wrong.`;
};

/** The findings as a table, green and red where the terminal has colours. */
export const checkText = (found: readonly Finding[], coloured: Terminal["coloured"]): string => {
  const [first = [], ...rest] = found.map(({ of, subject, verdict, detail }) => [
    coloured(colours[verdict], words[verdict]),
    of,
    subject,
    oneLine(detail),
  ]);
  return `${table(first, rest)}\n\n${summary(found)}`;
};
