import type { ConfigFault } from "./config-fault";
import type { Entry } from "./twin-projects";

/** Bytes of an entry with the instructions in it: every queue message carries the project's record, and may have 262,144 in all. */
const LARGEST = 65_536;

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value), "utf8");

/** Faults of entries that would leave a request too little room. */
export const oversized = (entries: readonly Entry[]): readonly ConfigFault[] =>
  entries
    .map(({ index, project }) => ({ index, size: sizeOf(project) }))
    .filter(({ size }) => size > LARGEST)
    .map(({ index, size }) => ({
      key: `projects[${index}]`,
      fault: `has ${size} bytes with its instructions, and may have ${LARGEST}: every queue message carries them`,
      example: "shorter instructions",
    }));
