import type { Setting } from "../../infra/config/setting";

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const code = (text: string): string => `\`${text}\``;

/** Keys without a default of their own: one is required, and others follow from further keys, as their text says. */
const defaultOf = (key: string, fallback: unknown): string => {
  if (key === "corsOrigins") return "required";
  return fallback === undefined
    ? "none"
    : code(typeof fallback === "string" && fallback !== "" ? fallback : JSON.stringify(fallback));
};

const row = ([key, { about, example, expected, fallback }]: [string, Setting<unknown>]): string =>
  `| ${[code(key), defaultOf(key, fallback), expected, code(example), about].map(cell).join(" | ")} |`;

/** A section with a table of settings. */
export const settingsTable = (title: string, settings: Readonly<Record<string, Setting<unknown>>>): string =>
  [
    `## ${title}`,
    "",
    "| key | default | expected | example | about |",
    "|---|---|---|---|---|",
    ...Object.entries(settings).map(row),
  ].join("\n");
