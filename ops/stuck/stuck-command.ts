import { answered } from "../cli/answer";
import type { Command } from "../cli/command";
import type { OpsArguments } from "../cli/ops-options";
import { wholeNumber } from "../cli/whole-number";
import { WrongUsage } from "../cli/wrong-usage";
import { findStuck } from "./find-stuck";
import { stuckText } from "./stuck-text";

const MOST_ROWS = 50;

export const stuckCommand = ({ rest, values }: OpsArguments): Command => {
  if (rest.length > 0) throw new WrongUsage(`stuck takes no "${rest[0]}"`);
  if (values.quick && values.failed)
    throw new WrongUsage("--failed needs the status index, which --quick does not read");
  const limit = wholeNumber("limit", values.limit, MOST_ROWS);
  return async (env) => {
    const stuck = await findStuck(env, { quick: values.quick ?? false, failed: values.failed ?? false });
    return answered(stuckText(stuck, limit), stuck);
  };
};
