import type { RunOptions } from "./run-types";

const inherited = ["PATH", "HOME", "TMPDIR", "TMP", "TEMP", "LANG", "LC_ALL", "TZ", "SystemRoot", "USERPROFILE"];

/**
 * The environment of the program's process: what a process needs, what Pulumi's language host sets, and what the caller
 * adds. Nothing else of this process gets in, least of all cloud credentials.
 */
export const programEnvironment = (options: RunOptions): Readonly<Record<string, string>> => {
  const kept = inherited.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    PULUMI_NODEJS_TYPESCRIPT: "true",
    PULUMI_CONFIG: JSON.stringify(options.config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.secretKeys ?? []),
    ...options.environment,
  };
};
