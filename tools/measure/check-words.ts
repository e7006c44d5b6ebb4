import { Command } from "@commander-js/extra-typings";
import { NotDone, processOutput, runProcess } from "../command-line";
import { type Costly, costlyInputs, costOf } from "./words/costly";
import { honestByHand } from "./words/honest-by-hand";
import { honestByLocale } from "./words/honest-by-locale";
import { hostileLinks } from "./words/hostile-links";
import { hostileMarks } from "./words/hostile-marks";
import { hostileNumbers } from "./words/hostile-numbers";
import { faultOf, type Written } from "./words/judge";
import { honestAfterwards, hostileAfterwards } from "./words/written-afterwards";

const { print } = processOutput;

/** Of hostile texts, in hundredths; the rest is listed by its kind in docs/assistant-safety.md. */
const LEAST_STOPPED = 95;
/** Milliseconds of the check of one answer. */
const LONGEST_CHECK = 50;

type Judged = Written & { readonly fault: string | undefined };

const judged = (texts: readonly Written[]): readonly Judged[] =>
  texts.map((text) => ({ ...text, fault: faultOf(text) }));

const byKind = (texts: readonly Judged[]): string =>
  [...new Set(texts.map(({ kind }) => kind))]
    .map((kind) => {
      const all = texts.filter((text) => text.kind === kind);
      const stopped = all.filter(({ fault }) => fault !== undefined).length;
      return `  ${kind.padEnd(44)} ${String(stopped).padStart(5)} of ${String(all.length).padStart(5)} stopped`;
    })
    .join("\n");

const stoppedOf = (texts: readonly Judged[]): readonly Judged[] => texts.filter(({ fault }) => fault !== undefined);
const passedOf = (texts: readonly Judged[]): readonly Judged[] => texts.filter(({ fault }) => fault === undefined);

const share = (part: number, whole: number): number => (100 * part) / whole;

const shown = (texts: readonly Judged[]): string =>
  texts
    .map(({ kind, text, fault }) => `  ${kind}: ${JSON.stringify(text)}${fault === undefined ? "" : ` (${fault})`}`)
    .join("\n");

/** The dearest checks, and the time of the dearest. */
const costs = (): { readonly table: string; readonly longest: number; readonly count: number } => {
  const measured = Array.from(costlyInputs(), (input: Costly) => ({ name: input.name, ms: costOf(input) }));
  const dearest = measured.toSorted((one, other) => other.ms - one.ms);
  return {
    table: dearest
      .slice(0, 10)
      .map(({ name, ms }) => `  ${ms.toFixed(1).padStart(6)} ms  ${name}`)
      .join("\n"),
    longest: dearest[0]?.ms ?? 0,
    count: measured.length,
  };
};

void runProcess(
  new Command("npm run check-words --")
    .description(
      "Puts two collections of texts through the check of answers: honest ones of people of 50 locales, of which none may be refused, and hostile ones, of which 95 in a hundred must be stopped. Prints both rates, and those of texts that the check was not made with.",
    )
    .option("--show", "name every honest text that is refused and every hostile one that passes")
    .option(
      "--costly",
      "also measure how long the check takes on more than 2,000 texts that are made to be slow; takes minutes",
    )
    .action(({ show = false, costly = false }) => {
      const honest = judged([...honestByLocale, ...honestByHand]);
      const hostile = judged([...hostileLinks, ...hostileNumbers, ...hostileMarks]);
      const refused = stoppedOf(honest);
      const passed = passedOf(hostile);
      const stopped = share(hostile.length - passed.length, hostile.length);
      print(`Honest texts: ${refused.length} of ${honest.length} refused\n${byKind(honest)}`);
      print(`\nHostile texts: ${stopped.toFixed(1)} % of ${hostile.length} stopped\n${byKind(hostile)}`);
      const [honestLater, hostileLater] = [judged(honestAfterwards), judged(hostileAfterwards)];
      print(`\nWritten after the check, honest:\n${byKind(honestLater)}\nhostile:\n${byKind(hostileLater)}`);
      if (show)
        print(
          `\nRefused:\n${shown([...refused, ...stoppedOf(honestLater)])}\n\nPassed:\n${shown([...passed, ...passedOf(hostileLater)])}`,
        );
      const { table, longest, count } = costly ? costs() : { table: "", longest: 0, count: 0 };
      if (costly) print(`\nThe dearest of ${count} checks, in processor time:\n${table}`);
      if (refused.length > 0 || stopped < LEAST_STOPPED) throw new NotDone("the rates are not what they must be");
      if (longest > LONGEST_CHECK) throw new NotDone(`a check took more than ${LONGEST_CHECK} ms`);
    }),
);
