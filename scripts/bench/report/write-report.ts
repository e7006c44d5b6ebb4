import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { chart, type Group } from "./chart";
import { type Section, verdictOf } from "./section";

export type Report = {
  readonly quick: boolean;
  readonly seconds: number;
  readonly sections: readonly Section[];
  readonly groups: readonly Group[];
};

const machine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim() || "unnamed"}), ${Math.round(totalmem() / 1e9)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}; load average at the end, with other work: ${(loadavg()[0] ?? 0).toFixed(1)}`;

export const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const sectionText = ({ title, method, columns, rows }: Section): string =>
  `## ${title}\n\n${method}\n\n${table(columns, rows)}\n`;

export const limitsTable = (sections: readonly Section[]): string =>
  table(
    ["what must hold", "measured", "limit", ""],
    sections.flatMap(({ limits }) => limits.map(verdictOf)),
  );

const markdown = ({ quick, seconds, sections }: Report): string =>
  [
    "# Measurements\n",
    `Written by \`npm run bench${quick ? " -- --quick" : ""}\` in ${seconds.toFixed(0)} s, on ${machine()}. What it means: [performance](../performance.md).\n`,
    "![Cold load, size and rate](chart.svg)\n",
    "## What must hold\n",
    `${limitsTable(sections)}\n`,
    ...sections.map(sectionText),
  ].join("\n");

/** Writes tables, figures and chart to `folder`. */
export const writeReport = (folder: string, report: Report): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "measurements.md"), markdown(report));
  writeFileSync(join(folder, "measurements.json"), `${JSON.stringify({ machine: machine(), ...report }, null, 2)}\n`);
  writeFileSync(join(folder, "chart.svg"), chart(report.groups));
};
