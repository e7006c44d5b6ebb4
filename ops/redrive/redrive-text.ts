import type { Channel } from "../../runtime/request/channel";
import type { Redriven, RedriveOptions } from "./redrive";

const malformedText = (number: number, moved: boolean): string =>
  moved
    ? `${number} of them are no context objects, and come back.`
    : `${number} are no context objects and were left (--include-malformed moves them too).`;

const failedText = (number: number, removed: number): string =>
  removed > 0
    ? `${removed} of conversations that have failed for good were deleted; the records keep the reasons.`
    : `${number} are of conversations that have failed for good and were left (--remove-failed deletes them).`;

const sentences = (redriven: Redriven, options: RedriveOptions): readonly string[] => {
  const { malformed, too_late, failed_for_good, removed, not_deleted, failed } = redriven;
  return [
    ...(malformed === 0 ? [] : [malformedText(malformed, options.includeMalformed)]),
    ...(too_late === 0 ? [] : [`${too_late} were accepted more than 28 days ago, are never sent, and were left.`]),
    ...(failed_for_good === 0 ? [] : [failedText(failed_for_good, removed)]),
    ...(not_deleted === 0 ? [] : [`${not_deleted} could not be deleted and lie in both queues; none is sent twice.`]),
    ...(failed === 0 ? [] : [`${failed} could not be moved or deleted, and were left.`]),
  ];
};

const counted = (number: number): string => (number === 1 ? "1 message" : `${number} messages`);

/** What a redrive did, for a person. */
export const redriveText = (channel: Channel, redriven: Redriven, options: RedriveOptions): string =>
  [
    options.dryRun
      ? `${counted(redriven.moved)} of ${channel} would be moved back; nothing was changed.`
      : `Moved ${counted(redriven.moved)} of ${channel} back to the queue.`,
    ...sentences(redriven, options),
  ].join(" ");
