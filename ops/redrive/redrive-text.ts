import type { Channel } from "../../runtime/request/channel";
import type { Redriven, RedriveOptions } from "./redrive";

const sentences = (
  { malformed, too_late, not_deleted, failed }: Redriven,
  { includeMalformed }: RedriveOptions,
): readonly string[] => [
  ...(malformed === 0
    ? []
    : includeMalformed
      ? [`${malformed} of them are no context objects, and come back.`]
      : [`${malformed} are no context objects and were left (--include-malformed moves them too).`]),
  ...(too_late === 0 ? [] : [`${too_late} were accepted more than 28 days ago, are never sent, and were left.`]),
  ...(not_deleted === 0 ? [] : [`${not_deleted} could not be deleted and lie in both queues; none is sent twice.`]),
  ...(failed === 0 ? [] : [`${failed} could not be sent back and were left.`]),
];

/** What a redrive did, for a person. */
export const redriveText = (channel: Channel, redriven: Redriven, options: RedriveOptions): string =>
  [
    options.dryRun
      ? `${redriven.moved} messages of ${channel} would be moved back; nothing was changed.`
      : `Moved ${redriven.moved} messages of ${channel} back to its queue.`,
    ...sentences(redriven, options),
  ].join(" ");
