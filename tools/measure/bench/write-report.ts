import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import type { ColdLoad } from "./cold-load";
import type { Form } from "./packagings";
import type { ProcessorRate } from "./processor-rate";
import { type Section, verdictOf } from "./report";

/** Bars of one group are compared with each other. */
export type Group = { readonly title: string; readonly bars: readonly Bar[] };
type Bar = { readonly label: string; readonly value: number; readonly text: string; readonly ours: boolean };

const WIDTH = 860;
const LABEL_WIDTH = 330;
const TEXT_WIDTH = 130;
const ROW = 20;
const HEADER = 34;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const barLines = ({ bars }: Group, top: number): readonly string[] => {
  const most = Math.max(...bars.map(({ value }) => value));
  return bars.flatMap(({ label, value, text, ours }, index) => {
    const y = top + HEADER + index * ROW;
    const width = Math.max(1, ((WIDTH - LABEL_WIDTH - TEXT_WIDTH) * value) / most);
    return [
      `<text x="${LABEL_WIDTH - 8}" y="${y + 13}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="${LABEL_WIDTH}" y="${y + 2}" width="${width.toFixed(1)}" height="${ROW - 5}" fill="${ours ? "#2f855a" : "#a0aec0"}"/>`,
      `<text x="${(LABEL_WIDTH + width + 6).toFixed(1)}" y="${y + 13}">${escaped(text)}</text>`,
    ];
  });
};

const heightOf = ({ bars }: Group): number => HEADER + bars.length * ROW + 12;

/** A bar chart as SVG, readable on light and dark ground. */
const chart = (groups: readonly Group[]): string => {
  let top = 0;
  const parts = groups.flatMap((group) => {
    const at = top;
    top += heightOf(group);
    return [`<text x="8" y="${at + 22}" font-weight="bold">${escaped(group.title)}</text>`, ...barLines(group, at)];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${top}" fill="#ffffff"/>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
};

const labels: Readonly<Record<Form, string>> = {
  shipped: "as shipped",
  leanByHand: "by hand, bundled as we bundle",
  byHand: "by hand, lean imports",
  wholeSdks: "by hand, whole SDKs",
  stock: "stock CallbackFunction",
};

const ofFunction = (bars: ColdLoad["bars"], name: string): readonly Group[] => {
  const own = bars.filter((bar) => bar.name === name);
  const group = (
    title: string,
    value: (bar: ColdLoad["bars"][number]) => number,
    unit: string,
    digits: number,
  ): Group => ({
    title,
    bars: own.map((bar) => ({
      label: labels[bar.form],
      value: value(bar),
      text: `${value(bar).toFixed(digits)} ${unit}`,
      ours: bar.form === "shipped",
    })),
  });
  return [
    group(`Cold load of the ${name}`, ({ ms }) => ms, "ms", 0),
    group(`Package of the ${name}`, ({ mb }) => mb, "MB", 2),
  ];
};

/** What the chart shows: loads and sizes of router and processor, and the processor's rate. */
export const chartGroups = (cold: ColdLoad["bars"], rate: ProcessorRate["bars"]): readonly Group[] => [
  ...ofFunction(cold, "router"),
  ...ofFunction(cold, "processor"),
  {
    title: "The processor's rate as a share of what the delays allow",
    bars: [
      { label: "the delays alone", value: 1, text: "100 %", ours: false },
      ...rate.map(({ name, share }) => ({
        label: name,
        value: share,
        text: `${(100 * share).toFixed(0)} %`,
        ours: true,
      })),
    ],
  },
];

type Report = {
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
