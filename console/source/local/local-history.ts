import type { History } from "../../api/picture";
import type { DepthLog } from "./depth-log";
import type { Tally } from "./tally";

const STEP_SECONDS = 2;
const STEPS = 300;

/** The last ten minutes, in steps of two seconds. */
export const localHistory = (tally: Tally, depths: DepthLog, nowMs: number): History => {
  const end = Math.floor(nowMs / 1000 / STEP_SECONDS) * STEP_SECONDS;
  const from = end - STEPS * STEP_SECONDS;
  const per = (name: "accepted" | "sent" | "receipts" | "setbacks"): readonly number[] =>
    tally.perStep(name, from, STEPS, STEP_SECONDS).map((count) => count / STEP_SECONDS);
  return {
    at: Array.from({ length: STEPS }, (_, step) => from + step * STEP_SECONDS),
    lines: {
      accepted: per("accepted"),
      sent: per("sent"),
      receipts: per("receipts"),
      setbacks: per("setbacks"),
      waiting: depths.perStep(from, STEPS, STEP_SECONDS),
    },
    stepSeconds: STEP_SECONDS,
  };
};
