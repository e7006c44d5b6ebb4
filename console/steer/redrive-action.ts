import type { OpsEnv } from "../../ops/ops-env";
import { type Redriven, redrive } from "../../ops/redrive/redrive";
import { redriveText } from "../../ops/redrive/redrive-text";
import type { ConsoleAction } from "../server/console-action";
import { channelField, textField } from "../server/input";

const progressText = ({ moved, failed }: Redriven): string =>
  `${moved} moved${failed === 0 ? "" : `, ${failed} could not be moved`}`;

/** Moves a channel's dead letters back, as `npm run ops -- redrive` does. */
export const redriveAction = (env: OpsEnv): ConsoleAction => ({
  name: "redrive",
  prepare: (input) => {
    const channel = channelField(input);
    const options = {
      limit: Number.MAX_SAFE_INTEGER,
      dryRun: input.dry_run === true,
      includeMalformed: input.include_malformed === true,
      removeFailed: input.remove_failed === true,
    };
    return {
      subject: `dead letters of ${channel}`,
      reason: textField(input, "reason"),
      run: async (progress) => {
        const redriven = await redrive(env.deadLetters[channel], env, options, (one) => progress(progressText(one)));
        return { done: redriven.failed === 0, text: redriveText(channel, redriven, options) };
      },
    };
  },
});
