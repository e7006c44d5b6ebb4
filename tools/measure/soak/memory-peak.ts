import { readFileSync } from "node:fs";

const EVERY_MS = 2_000;
const MEGABYTE = 1_048_576;

/** Another process's share of memory in bytes, pages that several share counted in parts; 0 where it is gone or the system does not tell. */
const shareOf = (pid: number): number => {
  try {
    const kilobytes = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
};

/** Watches the most memory that was resident at once. */
export const watchMemory = (functionPids: () => readonly number[]) => {
  let engine = 0;
  let functions = 0;
  const sample = (): void => {
    engine = Math.max(engine, process.memoryUsage.rss());
    functions = Math.max(
      functions,
      functionPids().reduce((total, pid) => total + shareOf(pid), 0),
    );
  };
  const timer = setInterval(sample, EVERY_MS);
  return {
    /** Whole megabytes: of this process with all stand-ins, and of the functions' processes together. */
    read: () => {
      sample();
      return { engineMb: Math.round(engine / MEGABYTE), functionsMb: Math.round(functions / MEGABYTE) };
    },
    stop: () => clearInterval(timer),
  };
};
