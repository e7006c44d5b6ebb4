import { gapBefore, type IsKnown, type Kind, knownAt, ordinaryAt, type Piece, type Run } from "./number-pieces";

type Join = "list" | "comma" | "slash" | "range" | "tight" | "aside" | "blank" | "none";

const RANGE = /^[.%°\p{Sc}\s)]*[\p{Pd}−~∼〜～→][\s\p{Sc}(]*$/u;
const LIST = /[,;、·•|&+/!?:"“”%°=>→\p{Sc}]|\.\s|^\.?[)\]]\s?[([]$/u;

const joinOf = (gap: string): Join => {
  if (/^\s[([]$/.test(gap)) return "aside";
  if (/^[\s()[\]]+$/.test(gap)) return "blank";
  if (RANGE.test(gap)) return /^\p{Pd}$/u.test(gap) ? "tight" : "range";
  if (/^[,;]$/.test(gap)) return "comma";
  if (/^[/|]$/.test(gap)) return "slash";
  if (/^[.:'’]$/.test(gap)) return "none";
  return LIST.test(gap) ? "list" : "none";
};

/** Where a reading of a run has got to. */
type State = {
  readonly last: Kind;
  readonly inRange: boolean;
  /** The last of each kind that comes in an order, and how often the order began anew. */
  readonly count: number;
  readonly clock: number;
  readonly number: number;
  readonly turns: number;
  readonly weight: number;
  /** Known groups of a few digits, and numbers that are neither known nor of a kind: together they could spell another number. */
  readonly groups: number;
  readonly loose: number;
};

const FIRST = -1;
const nothing: Omit<State, "last"> = {
  inRange: false,
  count: FIRST,
  clock: FIRST,
  number: FIRST,
  turns: 0,
  weight: 0,
  groups: 0,
  loose: 0,
};

/** Significant digits that several sums without a currency may have together. */
const MOST_WEIGHT = 8;
const ROUND = 10;
const isRound = (value: number): boolean => value % ROUND === 0;

/** Pairs of kinds, parted by commas. */
const pairs = (text: string): ReadonlySet<string> => new Set(text.split(", "));

/** What a dash may stand between. */
const RANGES = pairs(
  "count count, count clock, clock count, clock clock, count date, date count, date date, clock date, date clock, year year, " +
    "year count, amount amount, amount count, count amount, amount number, number amount, number number, count number, " +
    "known known, group known, known group, known amount, amount known, date known, known date",
);

/** What nothing but a space or bracket may part. */
const BLANKS = pairs(
  "date clock, clock date, known clock, clock known, known date, date known, known known, date date, year clock, count clock",
);

/** What a slash or stroke without spaces may part, and a comma: between sums it would be one of their own marks. */
const SLASHES = pairs("count count, clock clock, year year, known known, known clock, clock known");
const COMMAS: ReadonlySet<string> = new Set(["count", "clock", "date", "year", "known"]);

const mayTouch = (join: "comma" | "slash", state: State, kind: Kind, value: number): boolean => {
  if (kind === "count" && state.last === "count" && value <= state.count) return false;
  return join === "comma" ? COMMAS.has(state.last) && COMMAS.has(kind) : SLASHES.has(`${state.last} ${kind}`);
};

/** What an opening bracket may add, and to what: £1,442.30 (5 weeks). */
const ASIDES: ReadonlySet<string> = new Set(["count", "clock", "date", "year", "amount", "known"]);

const ROUND_MINUTES = 5;
const isRoundTime = (minutes: number): boolean => minutes % ROUND_MINUTES === 0;

const isGiven = (kind: Kind): boolean => kind === "known" || kind === "group";

const mayJoin = (join: Join, state: State, { kind, value }: Piece, isMoney: boolean): boolean => {
  const pair = `${state.last} ${kind}`;
  if (join === "list") return true;
  if (join === "comma" || join === "slash") return mayTouch(join, state, kind, value);
  if (join === "aside" && state.last !== "count" && ASIDES.has(state.last) && ASIDES.has(kind)) return true;
  if (join === "blank" || join === "aside") {
    if (pair === "count count") return value === state.count + 1;
    if (pair === "clock clock") return isRoundTime(state.clock) && isRoundTime(value);
    return BLANKS.has(pair);
  }
  if (join === "none" || state.inRange) return false;
  const withKnown = join === "range" && (isGiven(state.last) || isGiven(kind));
  if (!RANGES.has(pair) && !withKnown) return false;
  return pair !== "number number" || isMoney || (state.number < value && isRound(state.number) && isRound(value));
};

/** The value of its kind in a list: in one order, which begins anew once at most; undefined where it does not. */
const inOrder = (state: State, { kind, value }: Piece, isMoney: boolean): Partial<State> | undefined => {
  switch (kind) {
    case "count": {
      if (state.count === FIRST || value > state.count) return { count: value };
      return state.turns === 0 && value < state.count ? { count: value, turns: 1 } : undefined;
    }
    case "clock": {
      if (state.clock === FIRST || value >= state.clock) return { clock: value };
      return state.turns === 0 ? { clock: value, turns: 1 } : undefined;
    }
    case "number": {
      const sameLength =
        state.number === FIRST || (value > state.number && String(value).length === String(state.number).length);
      return isMoney || sameLength || (isRound(value) && isRound(state.number)) ? { number: value } : undefined;
    }
    case "known":
    case "group":
    case "date":
      return { count: FIRST, clock: FIRST, turns: 0 };
    case "year":
    case "amount":
      return {};
  }
};

/** Beside a loose number. */
const MOST_GROUPS = 1;

const after = (state: State | undefined, join: Join, piece: Piece, isMoney: boolean): State | undefined => {
  if (state !== undefined && !mayJoin(join, state, piece, isMoney)) return undefined;
  const inRange = join === "range" || join === "tight";
  const before = state ?? nothing;
  const ordered = inRange ? {} : inOrder({ last: piece.kind, ...before }, piece, isMoney);
  const weight = before.weight + piece.weight;
  const groups = Math.min(MOST_GROUPS + 1, before.groups + (piece.kind === "group" ? piece.parts : 0));
  const loose = before.loose || piece.kind === "count" || piece.kind === "number" ? 1 : 0;
  if (ordered === undefined || (!isMoney && (weight > MOST_WEIGHT || groups * loose > MOST_GROUPS))) return undefined;
  return { ...before, ...ordered, last: piece.kind, inRange, weight, groups, loose };
};

/** Readings that are followed side by side; a text that people write has a few. */
const MOST_STATES = 3;

const keyOf = ({ last, inRange, count, clock, number, turns, weight, groups, loose }: State): string =>
  `${last} ${inRange} ${count} ${clock} ${number} ${turns} ${weight} ${groups} ${loose}`;

/** Signs and short names of currencies. */
const MONEY =
  /\p{Sc}|(?<!\p{L})(?:EUR|USD|GBP|CHF|CAD|AUD|NZD|JPY|CNY|INR|PLN|CZK|HUF|RON|BGN|SEK|NOK|DKK|ISK|TRY|ZAR|BRL|MXN|IDR|RUB|UAH|AED|SAR|THB|VND|KRW|SGD|MYR|PHP|kr|Kč|zł|Ft|lei|lv|лв|Rp|RM|TL|R|руб|грн|сум|din|дин|млн|Fr|ден)(?!\p{L})|円|元|원|บาท|ریال|تومان|ر\.س|د\.إ/u;

/** A run with all that each of its groups may begin, wherever it comes from, and how the groups are joined. */
export type Row = {
  readonly run: Run;
  readonly pieces: readonly (readonly Piece[])[];
  readonly joins: readonly Join[];
  readonly isMoney: boolean;
};

/** Groups of digits with no word between; a list for people has fewer. */
const LONGEST_ROW = 200;

export const isTooLong = ({ run }: Row): boolean => run.digits.length > LONGEST_ROW;

export const rowOf = (run: Run): Row => {
  const groups = run.digits.length > LONGEST_ROW ? [] : run.digits;
  return {
    run,
    pieces: groups.map((_, at) => ordinaryAt(run, at)),
    joins: groups.map((_, at) => (at === 0 ? "list" : joinOf(gapBefore(run, at)))),
    isMoney: MONEY.test(run.before) || MONEY.test(run.after) || /\p{Sc}/u.test(run.text),
  };
};

/**
 * Whether a row can be read from end to end as dates, times, years, sums, counts, and what else it is said to have; in lists and
 * ranges as people write them. Several readings are followed at once, so its time grows with the row's length alone.
 */
export const isReadable = ({ pieces, joins, isMoney }: Row): boolean => {
  const states: Map<string, State>[] = pieces.map(() => new Map());
  let isThrough = false;
  const arrive = (at: number, state: State | undefined): void => {
    if (state === undefined) return;
    if (at >= pieces.length) isThrough = true;
    else if ((states[at]?.size ?? MOST_STATES) < MOST_STATES) states[at]?.set(keyOf(state), state);
  };
  for (const [at, readings] of pieces.entries()) {
    const here = at === 0 ? [undefined] : [...(states[at]?.values() ?? [])];
    for (const piece of here.length === 0 ? [] : readings)
      for (const state of here) arrive(at + piece.groups, after(state, joins[at] ?? "none", piece, isMoney));
  }
  return isThrough;
};

/** The row with the numbers of the sources that it may be made of. */
export const withKnown = (row: Row, isKnown: IsKnown): Row => {
  let first = 0;
  const pieces = row.pieces.map((ordinary, at) => {
    const found = knownAt(row.run, at, first, isKnown);
    first += row.run.digits[at]?.length ?? 0;
    return [...found, ...ordinary];
  });
  return { ...row, pieces };
};
