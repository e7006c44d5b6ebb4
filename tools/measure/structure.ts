import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { exitCodesHelp, NotDone, runProcess } from "../command-line";
import { filesOf, type Imports, importsOf, isTypeScript, reachOf, textOf, twoWayPairs } from "./structure/imports";
import { playTrips, type Trip } from "./structure/trips";

/** A measure with its figures: before the house was rebuilt (commit 62e6cad, by this tool), now, and at most. */
type Row = readonly [what: string, before: number, now: number, most: number];

const functions = ["makeRouter", "makeProcessor", "makeReceipts", "makeSweeper", "functionLog"] as const;
type Makers = Readonly<Record<(typeof functions)[number], string>>;

const makersIn = (folder: string, files: readonly string[]): Makers => {
  const fileOf = (name: string): string => {
    const found = files.find(
      (file) => file.startsWith("runtime/") && textOf(folder, file).includes(`export const ${name} =`),
    );
    if (found === undefined) throw new Error(`no file of ${folder}/runtime makes ${name}`);
    return found;
  };
  return Object.fromEntries(functions.map((name) => [name, fileOf(name)])) as Makers;
};

const isRule = (file: string): boolean => file.startsWith("runtime/") && !file.startsWith("runtime/adapters/");

const sizeRows = (folder: string, files: readonly string[], imports: Imports): readonly Row[] => {
  const lines = files.filter(isTypeScript).map((file) => textOf(folder, file).split("\n").length - 1);
  return [
    ["files", 1_691, files.length, 950],
    ["lines of TypeScript", 80_808, lines.reduce((sum, count) => sum + count, 0), 72_000],
    ["two-way pairs of folders in runtime", 9, twoWayPairs(imports).length, 0],
  ];
};

const reachRows = (imports: Imports, makers: Makers): readonly Row[] => {
  const reach = (maker: keyof Makers): number => reachOf(imports, makers[maker], isRule).size;
  return [
    ["files that makeRouter reaches", 62, reach("makeRouter"), 28],
    ["files that makeProcessor reaches", 110, reach("makeProcessor"), 48],
    ["files that makeReceipts reaches", 63, reach("makeReceipts"), 28],
    ["files that makeSweeper reaches", 68, reach("makeSweeper"), 32],
  ];
};

type Before = Readonly<Record<"files" | "moves", number>>;

const tripRows = (name: string, before: Before, mostFiles: number, trip: Trip): readonly Row[] => [
  [`files that run for ${name}`, before.files, trip.files.length, mostFiles],
  [`moves between folders for ${name}`, before.moves, trip.moves.length, Math.floor(before.moves / 2)],
];

const holds = ([, , now, most]: Row): boolean => now <= most;

const shown = (row: Row): string => {
  const [what, before, now, most] = row;
  const figures = [before, now, `≤ ${most}`].map((figure) => String(figure).padStart(9)).join("");
  return `${what.padEnd(50)}${figures}  ${holds(row) ? "ok" : "TOO MANY"}`;
};

const often = (moves: readonly string[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const move of moves) counts.set(move, (counts.get(move) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([move, count]) => `  ${String(count).padStart(4)}  ${move}`);
};

const tripText = ([name, { files, moves }]: readonly [string, Trip]): string =>
  [`\n${name}`, ...files.map((file) => `  ${file}`), " moves", ...often(moves)].join("\n");

const measure = async (folder: string, showTrips: boolean): Promise<boolean> => {
  const files = filesOf(folder);
  const imports = importsOf(folder, files);
  const makers = makersIn(folder, files);
  const work = mkdtempSync(join(tmpdir(), "structure-"));
  try {
    const { request, message, receipt } = await playTrips(folder, makers, work);
    const rows: readonly Row[] = [
      ...sizeRows(folder, files, imports),
      ...reachRows(imports, makers),
      ...tripRows("an HTTP request", { files: 37, moves: 59 }, 16, request),
      ...tripRows("a queue message", { files: 60, moves: 95 }, 30, message),
      ...tripRows("a receipt of Twilio", { files: 23, moves: 28 }, 16, receipt),
      ["decodings of the company's record for a message", 3, message.decodings, 1],
    ];
    console.log(`${"".padEnd(50)}${["before", "now", "limit"].map((title) => title.padStart(9)).join("")}`);
    for (const row of rows) console.log(shown(row));
    for (const pair of twoWayPairs(imports)) console.log(`both ways: ${pair}`);
    if (showTrips) for (const trip of Object.entries({ request, message, receipt })) console.log(tripText(trip));
    return rows.every(holds);
  } finally {
    rmSync(work, { recursive: true });
  }
};

void runProcess(
  new Command("npm run structure --")
    .description(
      "Measures the structure of a checkout, and compares it with the commit from which the house was rebuilt.",
    )
    .argument("[folder]", "the checkout; its packages are there, or linked", ".")
    .option("--trips", "shows each trip's files and moves too", false)
    .addHelpText(
      "after",
      `
A trip is what one request does in the real functions of runtime/, bundled with a probe in every function; AWS and the
providers are stand-ins, and what runs in adapters is left out. A move is a function that runs right after one of another
folder. A decoding is a call into runtime/company, or elsewhere a codec's check, that takes the company's record or a part
of it apart. Not done means that something does not hold.
${exitCodesHelp}`,
    )
    .action(async (folder, { trips }) => {
      if (!(await measure(resolve(folder), trips))) throw new NotDone();
    }),
);
