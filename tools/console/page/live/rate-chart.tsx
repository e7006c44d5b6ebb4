import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { type History, type SeriesName, seriesNames } from "../../api/picture";
import { get } from "../state/api";

const labels: Readonly<Record<SeriesName, string>> = {
  accepted: "Accepted / s",
  sent: "Sent / s",
  receipts: "Receipts / s",
  setbacks: "Setbacks / s",
  waiting: "Waiting in queues",
};

const HEIGHT = 200;

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const line = (name: SeriesName): uPlot.Series => ({
  label: labels[name],
  stroke: colour(`line-${name}`),
  width: name === "waiting" ? 1 : 2,
  points: { show: false },
  spanGaps: false,
  scale: name === "waiting" ? "depth" : "rate",
  ...(name === "waiting" ? { fill: colour("line-waiting-fill") } : {}),
  value: (_, value) => (value === null ? "–" : rounded(value)),
});

const axis = (scale: string, side: 1 | 3, size: number): uPlot.Axis => ({
  scale,
  side,
  size,
  stroke: colour("faint"),
  grid: { stroke: colour("line"), width: 1, show: side === 3 },
  ticks: { show: false },
});

const fromZero = (_: uPlot, __: number | null, most: number | null): [number, number] => [
  0,
  Math.max(1, (most ?? 0) * 1.15),
];

const optionsFor = (width: number): uPlot.Options => ({
  width,
  height: HEIGHT,
  cursor: { y: false },
  scales: { x: { time: true }, rate: { range: fromZero }, depth: { range: fromZero } },
  series: [{}, ...seriesNames.map(line)],
  axes: [
    {
      stroke: colour("faint"),
      grid: { show: false },
      ticks: { show: false },
      space: 80,
      values: (_, times) => times.map((seconds) => clock.format(seconds * 1000)),
    },
    axis("rate", 3, 44),
    axis("depth", 1, 44),
  ],
});

/** A line of nothing but zeros would be drawn over the axis: it is left out. */
const drawn = (values: readonly (number | null)[]): (number | null)[] =>
  values.some((value) => value) ? [...values] : values.map(() => null);

const dataOf = ({ at, lines }: History): uPlot.AlignedData => [
  [...at],
  ...seriesNames.map((name) => drawn(lines[name])),
];

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

/** What the picture shows, in words: the most of each line, and how it ends. */
const told = ({ at, lines }: History): string => {
  const of = (name: SeriesName): string => {
    const values = lines[name].map((value) => value ?? 0);
    return `${labels[name]}: at most ${rounded(Math.max(0, ...values))}, now ${rounded(values.at(-1) ?? 0)}`;
  };
  const minutes = Math.round(((at.at(-1) ?? 0) - (at[0] ?? 0)) / 60);
  return `The last ${minutes} minutes. ${seriesNames.map(of).join(". ")}.`;
};

/** Rates and queue depth over time. */
export const RateChart = () => {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    if (box === null) return undefined;
    let chart: uPlot | undefined;
    let history: History | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;

    const draw = (): void => {
      if (history === undefined) return;
      chart?.destroy();
      chart = new uPlot(optionsFor(box.clientWidth), dataOf(history), box);
    };
    const refresh = async (): Promise<void> => {
      try {
        if (!document.hidden) history = await get<History>("/api/history");
      } catch {
        // The frame tells of a lost connection; the chart goes on when it is back.
      }
      if (ended) return;
      if (chart === undefined) draw();
      else if (history !== undefined) chart.setData(dataOf(history));
      if (history !== undefined) box.ariaLabel = told(history);
      timer = setTimeout(refresh, (history?.stepSeconds ?? 2) * 1000);
    };
    const sizes = new ResizeObserver(() => chart?.setSize({ width: box.clientWidth, height: HEIGHT }));
    const dark = matchMedia("(prefers-color-scheme: dark)");
    sizes.observe(box);
    dark.addEventListener("change", draw);
    refresh();
    return () => {
      ended = true;
      clearTimeout(timer);
      sizes.disconnect();
      dark.removeEventListener("change", draw);
      chart?.destroy();
    };
  }, []);
  return <div ref={place} class="chart" role="img" aria-label="Accepted, sent and waiting messages over time" />;
};
