import { parseArgs } from "node:util";

const declared = {
  stack: { type: "string" },
  ready: { type: "string" },
  region: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  yes: { type: "boolean" },
  quick: { type: "boolean" },
  failed: { type: "boolean" },
  limit: { type: "string" },
  reveal: { type: "boolean" },
  reason: { type: "string" },
  "message-id": { type: "string" },
  "dry-run": { type: "boolean" },
  "include-malformed": { type: "boolean" },
  "remove-failed": { type: "boolean" },
} as const;

type Name = keyof typeof declared;

export type Arguments = {
  readonly command: string | undefined;
  readonly rest: readonly string[];
  readonly values: ReturnType<typeof parse>["values"];
};

const everywhere: readonly Name[] = ["stack", "ready", "region", "json", "help"];

const own: Readonly<Record<string, readonly Name[]>> = {
  stuck: ["quick", "failed", "limit"],
  show: ["reveal"],
  settle: ["reason", "message-id", "yes"],
  redrive: ["limit", "dry-run", "include-malformed", "remove-failed"],
  resume: ["reason"],
};

const parse = (argv: readonly string[]) =>
  parseArgs({ args: [...argv], options: declared, allowPositionals: true, strict: true });

/** Reads the command line; throws what is wrong with it, an option that the command does not have included. */
export const readArguments = (argv: readonly string[]): Arguments => {
  const { values, positionals } = parse(argv);
  const [command, ...rest] = positionals;
  const known = [...everywhere, ...(own[command ?? ""] ?? [])];
  const strange = Object.keys(values).find((name) => !known.some((one) => one === name));
  if (command !== undefined && command in own && strange !== undefined) {
    throw new Error(`${command} has no option --${strange}`);
  }
  return { command, rest, values };
};
