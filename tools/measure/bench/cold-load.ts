import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type Form, forms, type Packagings } from "./packagings";
import { type Limit, ratios, type Section, type Spread, shown, spreadOf } from "./report";

/** Milliseconds of one load: by the clock, and of the processor, which other work on the machine lengthens far less. */
type Load = { readonly clockMs: number; readonly processorMs: number };
type Loads = Readonly<Record<Form, Load[]>>;

const loadOnce = (file: string, environment: Readonly<Record<string, string>>): Load =>
  JSON.parse(
    execFileSync(process.execPath, [join(__dirname, "load-once.cjs"), file], { env: environment, encoding: "utf8" }),
  );

/** Each round loads every form once, beginning with another one every time. */
const measure = (
  packaged: Packagings[string],
  rounds: number,
  environment: Readonly<Record<string, string>>,
  progress: (round: number) => void,
): Loads => {
  const loads: Loads = { shipped: [], leanByHand: [], byHand: [], wholeSdks: [], stock: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < forms.length; turn += 1) {
      const form = forms[(round + turn) % forms.length];
      if (form !== undefined) loads[form].push(loadOnce(packaged[form].file, environment));
    }
    progress(round + 1);
  }
  return loads;
};

const titles: Readonly<Record<Form, string>> = {
  shipped: "**as shipped** (inline closure)",
  leanByHand: "by hand, bundled as we bundle",
  byHand: "by hand, our lean imports, esbuild alone",
  wholeSdks: "by hand, SDKs imported whole, esbuild",
  stock: "stock `CallbackFunction`",
};

const valuesOf = (loads: readonly Load[], which: keyof Load): readonly number[] => loads.map((load) => load[which]);
const ratioTo = (loads: Loads, form: Form, which: keyof Load): Spread =>
  ratios(valuesOf(loads.shipped, which), valuesOf(loads[form], which));

export type ColdLoad = {
  readonly section: Section;
  /** Median milliseconds and megabytes by function and form, for the chart. */
  readonly bars: readonly { readonly name: string; readonly form: Form; readonly ms: number; readonly mb: number }[];
};

const mbOf = (bytes: number): number => bytes / 1e6;

const limitsOf = (name: string, { shipped }: Packagings[string], loads: Loads): readonly Limit[] => {
  const against = (form: Form): number => ratioTo(loads, form, "processorMs").median;
  const isProcessor = name === "processor";
  const loadedWhole = `cold load of the ${name} / SDKs imported whole`;
  return [
    { what: `cold load of the ${name} / by hand, lean imports`, value: against("byHand"), bound: { most: 1.05 } },
    {
      what: `cold load of the ${name} / by hand, bundled as we bundle`,
      value: against("leanByHand"),
      bound: { most: 1.05 },
    },
    ...(isProcessor ? [{ what: loadedWhole, value: against("wholeSdks"), bound: { most: 0.65 } }] : []),
    { what: `megabytes of the ${name}`, value: mbOf(shipped.bytes), bound: { most: isProcessor ? 1.3 : 0.45 } },
    { what: `files of the ${name}`, value: shipped.files, bound: { most: 1 } },
  ];
};

/** Loads every function in every form in fresh processes, in turn. */
export const coldLoad = (
  packagings: Packagings,
  rounds: number,
  environment: Readonly<Record<string, string>>,
  progress: (text: string) => void,
): ColdLoad => {
  const measured = Object.entries(packagings).map(([name, packaged]) => {
    const onRound = (round: number): void => progress(`cold load: ${name} ${round} of ${rounds}`);
    return { name, packaged, loads: measure(packaged, rounds, environment, onRound) };
  });
  return {
    bars: measured.flatMap(({ name, packaged, loads }) =>
      forms.map((form) => ({
        name,
        form,
        ms: spreadOf(valuesOf(loads[form], "processorMs")).median,
        mb: mbOf(packaged[form].bytes),
      })),
    ),
    section: {
      title: "Package size and cold load",
      method:
        `From the start of \`require\` to a handler that can be called, in a fresh process; ${rounds} rounds, in each of which every form is loaded once, in ` +
        "changing order. Milliseconds by the clock, and of processor time, which other work on the machine lengthens less; the limits are held to the latter. " +
        "Ratios are taken round by round. Median (least … most).",
      columns: ["function", "form", "files", "MB", "clock ms", "processor ms", "as shipped / this", "by the clock"],
      rows: measured.flatMap(({ name, packaged, loads }) =>
        forms.map((form) => [
          name,
          titles[form],
          packaged[form].files.toLocaleString("en"),
          mbOf(packaged[form].bytes).toFixed(3),
          shown(spreadOf(valuesOf(loads[form], "clockMs")), 1),
          shown(spreadOf(valuesOf(loads[form], "processorMs")), 1),
          shown(ratioTo(loads, form, "processorMs")),
          shown(ratioTo(loads, form, "clockMs")),
        ]),
      ),
      limits: measured.flatMap(({ name, packaged, loads }) => limitsOf(name, packaged, loads)),
    },
  };
};
