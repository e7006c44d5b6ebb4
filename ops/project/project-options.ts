import type { Arguments } from "../cli/arguments";
import { frameOptions } from "../cli/cli-program";

/** The options of `npm run project`. */
export const projectOptions = {
  ...frameOptions,
  stack: { type: "string" },
  ready: { type: "string" },
  region: { type: "string" },
  up: { type: "boolean" },
  yes: { type: "boolean" },
  company: { type: "string" },
  "company-name": { type: "string" },
  project: { type: "string" },
  "project-name": { type: "string" },
  channel: { type: "string", multiple: true },
  sender: { type: "string", multiple: true },
  model: { type: "string" },
  instructions: { type: "string" },
  "instructions-file": { type: "string" },
  variable: { type: "string", multiple: true },
  "requests-per-minute": { type: "string" },
  "requests-per-day": { type: "string" },
  tier: { type: "string" },
  real: { type: "boolean" },
  simulate: { type: "boolean" },
  offline: { type: "boolean" },
  strict: { type: "boolean" },
  reason: { type: "string" },
  finish: { type: "boolean" },
  unchecked: { type: "boolean" },
  label: { type: "string" },
  show: { type: "boolean" },
  to: { type: "string" },
  data: { type: "string" },
  timeout: { type: "string" },
  really: { type: "boolean" },
} as const;

export type ProjectArguments = Arguments<typeof projectOptions>;
