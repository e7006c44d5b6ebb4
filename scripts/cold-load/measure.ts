import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Milliseconds that one load took in a process of its own. */
export const loadOnce = (bundle: string, environment: Readonly<Record<string, string>>): number =>
  Number(
    execFileSync(process.execPath, [join(__dirname, "load-once.cjs"), bundle], { env: environment, encoding: "utf8" }),
  );

export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};
