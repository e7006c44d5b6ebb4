import type { ColdLoad } from "../cold-load";
import type { Form } from "../packaging/packagings";
import type { ProcessorRate } from "../processor-rate";
import type { Group } from "./chart";

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
