import type { OpsEnv } from "../connect/ops-env";
import type { Answer } from "./answer";
import type { Arguments } from "./arguments";
import { frameOptions } from "./run-cli";
import type { Terminal } from "./terminal";

/** The options of `npm run ops`. */
export const opsOptions = {
  ...frameOptions,
  stack: { type: "string" },
  ready: { type: "string" },
  region: { type: "string" },
  yes: { type: "boolean" },
  quick: { type: "boolean" },
  failed: { type: "boolean" },
  limit: { type: "string" },
  reveal: { type: "boolean" },
  reason: { type: "string" },
  recipient: { type: "string" },
  company: { type: "string" },
  project: { type: "string" },
  "openai-url": { type: "string" },
  "message-id": { type: "string" },
  "dry-run": { type: "boolean" },
  "include-malformed": { type: "boolean" },
  "remove-failed": { type: "boolean" },
} as const;

export type OpsArguments = Arguments<typeof opsOptions>;

/** A command that has understood its arguments. */
export type Command = (env: OpsEnv, terminal: Terminal) => Promise<Answer>;
