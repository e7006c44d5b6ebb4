import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type { HasClock, HasDeadline } from "../ports/time-and-chance";
import type { Step } from "../step";
import type { Claimed, HasSettings, OutOfTime, ProcessorSettings } from "./stages";

/** Kept back for the write after a call. */
const RESERVE_MS = 1_000;
/** A call that cannot have this long is not begun. */
const SHORTEST_CALL_MS = 500;

type TimeEnv = HasClock & HasDeadline & HasSettings;

const left = (limitSeconds: number, { heldUntil }: Claimed, { clock, deadline }: TimeEnv): number =>
  Math.min(
    Math.round(limitSeconds * 1000),
    deadline.remainingMs() - RESERVE_MS,
    heldUntil().getTime() - clock.now().getTime() - RESERVE_MS,
  );

/**
 * Whole milliseconds (timers take no others) that a call may take: its own limit, but never beyond the invocation or the lease, so that nobody is still
 * calling when another worker takes over.
 */
export const timeFor = (
  limitSeconds: (settings: ProcessorSettings) => number,
  claimed: Claimed,
): Step<TimeEnv, OutOfTime, number> =>
  pipe(
    RTE.asks((env: TimeEnv) => left(limitSeconds(env.settings), claimed, env)),
    RTE.filterOrElse(
      (ms) => ms >= SHORTEST_CALL_MS,
      () => ({ _tag: "OutOfTime" as const }),
    ),
  );
