import { channels } from "../../runtime/request/channel";
import type { Command } from "../cli/command";
import type { OpsArguments } from "../cli/ops-options";
import { wholeNumber } from "../cli/whole-number";
import { WrongUsage } from "../cli/wrong-usage";
import { type Redriven, redrive } from "./redrive";
import { redriveText } from "./redrive-text";

const progressText = (now: Redriven, total: number): string => {
  const seen = now.moved + now.malformed + now.too_late + now.failed_for_good + now.failed;
  return `${Math.min(seen, total)} of about ${total} messages seen, ${now.moved} moved`;
};

export const redriveCommand = ({ rest, values }: OpsArguments): Command => {
  const [name, more] = rest;
  const channel = channels.find((one) => one === name);
  if (channel === undefined || more !== undefined) throw new WrongUsage(`redrive takes one of ${channels.join(", ")}`);
  const options = {
    limit: wholeNumber("limit", values.limit, Number.MAX_SAFE_INTEGER),
    dryRun: values["dry-run"] ?? false,
    includeMalformed: values["include-malformed"] ?? false,
    removeFailed: values["remove-failed"] ?? false,
  };
  return async (env, terminal) => {
    const letters = env.deadLetters[channel];
    const total = await letters.count();
    const redriven = await redrive(letters, env, options, (now) => terminal.progress(progressText(now, total)));
    terminal.progress("");
    return {
      text: redriveText(channel, redriven, options),
      data: { channel, dry_run: options.dryRun, ...redriven },
      done: redriven.failed === 0,
    };
  };
};
