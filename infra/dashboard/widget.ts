/** A metric with its dimensions in CloudWatch's form: namespace, name, then names and values of dimensions in turn. */
export type MetricLine = readonly [namespace: string, name: string, ...dimensions: readonly string[]];
/** Metrics that are found when the widget is shown, since nobody knows their dimensions' values before. */
export type FoundLines = readonly [{ readonly expression: string; readonly id: string }];
export type Line = MetricLine | FoundLines;

export type Chart = {
  readonly title: string;
  readonly statistic: string;
  readonly lines: readonly Line[];
};

/** A chart in the grid of 24 columns. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export type Widget = {
  readonly type: "metric";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title: string;
    readonly view: "timeSeries";
    readonly region: string;
    readonly stat: string;
    readonly period: number;
    readonly metrics: readonly Line[];
  };
};

const PERIOD_SECONDS = 300;
const COLUMNS = 24;
const HEIGHT = 6;

/** Lays one row of charts side by side. */
export const rowOf =
  (region: string) =>
  (charts: readonly Chart[], row: number): readonly Widget[] => {
    const width = COLUMNS / charts.length;
    return charts.map(({ title, statistic, lines }, column) => ({
      type: "metric",
      ...{ x: column * width, y: row * HEIGHT, width, height: HEIGHT },
      properties: { title, view: "timeSeries", region, stat: statistic, period: PERIOD_SECONDS, metrics: lines },
    }));
  };
