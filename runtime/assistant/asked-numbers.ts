import type { Row } from "./ordinary-numbers";

/** Digits that make a number of its own long. */
export const LONG_NUMBER = 5;

/** Digits of a group that may be quoted by itself. */
export const SHORTEST_GROUP = 3;

/** Where a group of three or four digits is noted. */
const SHORT_GROUPS = 11_000;
export const shortGroup = (length: number, value: number): number =>
  length === SHORTEST_GROUP ? value % 1_000 : 1_000 + (value % 10_000);

/** A number is told by its last digits, whatever stands before it. */
const TAILS = 10 ** LONG_NUMBER;

const LETTER = /[\p{L}\p{N}]/u;
const [WITHIN, BORDER] = [1, 2];
/** Which characters end a run, as far as they were met. */
const met = new Uint8Array(0x1_0000);

const isBorder = (code: number): boolean => {
  met[code] ||= LETTER.test(String.fromCharCode(code)) ? BORDER : WITHIN;
  return met[code] === BORDER;
};

/** Characters between one group of a run and the next. */
const LONGEST_GAP = 8;
const NOUGHT = 48;

/** Characters that are read of the runs that end like a number of the answer; an honest answer leads to fewer. */
const MOST_READ = 30_000;
/** Characters on either side of an end in a run that is longer than both. */
const WINDOW = 80;

/** A part of a run that has been cut where its first and its last number may not be whole. */
const CUT_BEFORE = /^[^,;|\n\r\t+]*/;
const CUT_BEHIND = /[^,;|\n\r\t+]*$/;

const windowOf = (text: string, start: number, end: number, hit: number): string => {
  const [from, to] = [Math.max(start, hit - WINDOW), Math.min(end, hit + WINDOW)];
  const front = text.slice(from, to).replace(from === start ? "" : CUT_BEFORE, "");
  return front.replace(to === end ? "" : CUT_BEHIND, "");
};

type Found = {
  /** Runs in which a group ends like one that is asked for, each once with the plus before it, and whether it is whole. */
  readonly runs: ReadonlyMap<string, boolean>;
  readonly short: Uint8Array;
};

/** Takes each character of a text once. */
export const foundIn = (text: string, asked: Uint8Array): Found => {
  const runs = new Map<string, boolean>();
  const short = new Uint8Array(SHORT_GROUPS);
  let start = -1;
  let end = 0;
  let tail = 0;
  let count = 0;
  let group = 0;
  let hits: number[] = [];
  let read = 0;
  const add = (run: string, isWhole: boolean): void => {
    if (!runs.has(run)) read += run.length;
    runs.set(run, isWhole);
  };
  const close = (): void => {
    const isWhole = end - start <= 2 * WINDOW;
    const first = start - (/\+\(?$/.exec(text.slice(Math.max(0, start - 2), start))?.[0].length ?? 0);
    for (const hit of isWhole ? hits.slice(0, 1) : hits)
      add(isWhole ? text.slice(first, end) : windowOf(text, first, end, hit), isWhole);
    start = -1;
    hits = [];
  };
  const endGroup = (at: number): void => {
    if (at - group === SHORTEST_GROUP || at - group === LONG_NUMBER - 1) short[shortGroup(at - group, tail)] = 1;
    const isRead = read + hits.length * WINDOW > MOST_READ;
    if (count >= LONG_NUMBER && asked[tail] === 1 && !isRead) hits.push(at);
  };
  for (let at = 0; at <= text.length; at += 1) {
    const code = at === text.length ? 0 : text.charCodeAt(at);
    if (code >= NOUGHT && code < NOUGHT + 10) {
      if (start < 0) count = 0;
      if (start < 0 || end !== at) group = at;
      if (start < 0) start = at;
      tail = count === 0 ? code - NOUGHT : (tail * 10 + code - NOUGHT) % TAILS;
      count += 1;
      end = at + 1;
    } else if (start >= 0) {
      if (end === at) endGroup(at);
      if (code === 0 || at - end >= LONGEST_GAP || isBorder(code)) close();
    }
  }
  return { runs, short };
};

/** How numbers within rows may end: at each tail 1, or 0. */
export const tailsOf = (rows: readonly Row[]): Uint8Array => {
  const tails = new Uint8Array(TAILS);
  for (const { run } of rows) {
    let joined = "";
    for (const digits of run.digits) {
      joined = (joined + digits).slice(-LONG_NUMBER);
      if (joined.length === LONG_NUMBER) tails[Number(joined)] = 1;
    }
  }
  return tails;
};
