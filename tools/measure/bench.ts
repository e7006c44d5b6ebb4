import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NotDone, processOutput, runProcess } from "../command-line";
import { type BenchOptions, benchCommand, benchOptions } from "./bench/bench-options";
import { holds } from "./bench/report";
import { runBench } from "./bench/run-bench";
import { limitsTable, table, writeReport } from "./bench/write-report";

const { print } = processOutput;

const CLEAR_LINE = "\r\u001b[K";

/** On a terminal one line that changes, else a line for every new activity. */
const progressOn = (stream: NodeJS.WriteStream): ((text: string) => void) => {
  let last = "";
  return (text) => {
    const activity = text.split(":", 1)[0] ?? "";
    if (stream.isTTY) stream.write(`${CLEAR_LINE}${text}`);
    else if (activity !== last) stream.write(`${activity} …\n`);
    last = activity;
  };
};

const bench = async (options: BenchOptions): Promise<void> => {
  const { quick, folder } = options;
  const work = mkdtempSync(join(tmpdir(), "bench-"));
  const start = performance.now();
  try {
    const measured = await runBench(options, work, progressOn(process.stderr));
    const seconds = (performance.now() - start) / 1_000;
    process.stderr.write(process.stderr.isTTY ? CLEAR_LINE : "");
    for (const { title, columns, rows } of measured.sections) print(`${title}\n\n${table(columns, rows)}\n`);
    print(`${limitsTable(measured.sections)}\n`);
    if (folder !== undefined) writeReport(folder, { quick, seconds, ...measured });
    print(`Took ${seconds.toFixed(0)} s.${folder === undefined ? "" : ` Written to ${folder}/.`}`);
    if (!measured.sections.flatMap(({ limits }) => limits).every(holds)) throw new NotDone();
  } finally {
    rmSync(work, { recursive: true });
  }
};

void runProcess(benchCommand().action((given) => bench(benchOptions(given))));
