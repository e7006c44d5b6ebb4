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
  value: (_, value) => (value === null ? "–" : String(Math.round(value * 10) / 10)),
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

const dataOf = ({ at, lines }: History): uPlot.AlignedData => [[...at], ...seriesNames.map((name) => [...lines[name]])];

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
  return (
    <div
      ref={place}
      class="chart"
      role="img"
      aria-label="Accepted, sent, receipts, setbacks and waiting messages over time; the numbers stand in the cards above"
    />
  );
};
