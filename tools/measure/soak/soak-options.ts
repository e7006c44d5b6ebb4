import { parseArgs } from "node:util";

/** Rates are percentages of the requests, or of the calls that they concern. */
export type SoakOptions = {
  readonly help: boolean;
  readonly count: number;
  readonly clients: number;
  readonly seed: number;
  readonly retries: number;
  readonly duplicates: number;
  readonly kills: number;
  readonly throttled: number;
  readonly lostAnswers: number;
};

const declared = {
  help: { type: "boolean", short: "h" },
  clients: { type: "string", default: "8" },
  seed: { type: "string", default: "1" },
  retries: { type: "string", default: "10" },
  duplicates: { type: "string", default: "5" },
  kills: { type: "string", default: "1" },
  throttled: { type: "string", default: "2" },
  "lost-answers": { type: "string", default: "1" },
} as const;

const DEFAULT_COUNT = "2000";

const whole = (name: string, text: string, most: number): number => {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= most) return value;
  throw new Error(`${name} ${text}: expected a whole number from 1 to ${most}`);
};

const percent = (name: string, text: string): number => {
  const value = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value <= 100) return value;
  throw new Error(`--${name} ${text}: expected a percentage from 0 to 100`);
};

/** Reads the command line; throws in plain words what is wrong with it. */
export const readSoakOptions = (argv: readonly string[]): SoakOptions => {
  const { values, positionals } = parseArgs({ args: [...argv], options: declared, allowPositionals: true });
  const [count = DEFAULT_COUNT, more] = positionals;
  if (more !== undefined) throw new Error(`"${more}": only one number of requests is taken`);
  return {
    help: values.help ?? false,
    count: whole("COUNT", count, 1_000_000),
    clients: whole("--clients", values.clients, 500),
    seed: whole("--seed", values.seed, 9_999_999),
    retries: percent("retries", values.retries),
    duplicates: percent("duplicates", values.duplicates),
    kills: percent("kills", values.kills),
    throttled: percent("throttled", values.throttled),
    lostAnswers: percent("lost-answers", values["lost-answers"]),
  };
};

export const soakHelp = `Sends many requests through the local engine while things fail, and compares what came of them.

  npm run soak -- [COUNT] [options]      COUNT requests (default ${DEFAULT_COUNT}), over three channels and two projects

  --clients N         requests under way at once (default ${declared.clients.default})
  --seed N            the run's chances (default ${declared.seed.default}); timing stays the machine's
  --retries P         percent of the requests that a client sends twice (default ${declared.retries.default})
  --duplicates P      percent of the requests whose queue message comes twice (default ${declared.duplicates.default})
  --kills P           kills of a function's workers (SIGKILL), as percent of the requests (default ${declared.kills.default})
  --throttled P       percent of the calls to every provider that are answered 429 (default ${declared.throttled.default})
  --lost-answers P    percent of the sends that the carrier takes and whose answer is lost (default ${declared["lost-answers"].default})
  --help              shows this

Exit code: 0 exact, 1 any discrepancy, 2 wrong usage.
`;
