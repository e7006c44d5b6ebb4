/** Bars of one group are compared with each other. */
export type Group = { readonly title: string; readonly bars: readonly Bar[] };
export type Bar = { readonly label: string; readonly value: number; readonly text: string; readonly ours: boolean };

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
export const chart = (groups: readonly Group[]): string => {
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
