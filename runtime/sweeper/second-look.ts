import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { type Conversation, correlationOfRecord } from "../conversation/conversation";
import { leaveIndex } from "../conversation/sweeper-transitions";
import type { LogEvent } from "../log/log";
import type { Step } from "../step";
import { type Evidence, judge } from "./finding-of-listing";
import { gatherEvidence } from "./gather-evidence";
import { sentTwice } from "./reconcile";
import type { SweeperEnv, SweepFailure } from "./sweeper-env";

/** Nobody can tell whether a message that was sent again had been taken the first time. */
export const perhapsTwice = (conversation: Conversation, reason: string): LogEvent => ({
  event: "perhaps_sent_twice",
  critical: true,
  ...correlationOfRecord(conversation),
  reason,
});

/** What the list shows beside the message that the record knows; one that an operator settled may know of none. */
const toldBy = (conversation: Conversation, evidence: Evidence): LogEvent | undefined => {
  const { listing } = evidence;
  if ("unasked" in listing) return perhapsTwice(conversation, listing.unasked);
  const { certain, isContested, isUnreadable } = judge(evidence, listing);
  const known = conversation.messages.some(({ message_id }) => typeof message_id === "string");
  const stray = certain[known ? 0 : 1];
  if (stray !== undefined) return sentTwice(conversation, stray.messageId);
  return isContested || isUnreadable
    ? perhapsTwice(conversation, "the carrier lists a message that could be this one")
    : undefined;
};

/**
 * Looks for the first copy of a message that was sent again because a list had none: it may have been listed late, and nobody
 * else would ever see it. Whatever is found, this was the last look.
 */
export const lookOnceMore = (conversation: Conversation): Step<SweeperEnv, SweepFailure, void> =>
  pipe(
    gatherEvidence(conversation),
    RTE.chainW((evidence) => ({ conversations, log }: SweeperEnv) => {
      const told = toldBy(conversation, evidence);
      if (told !== undefined) log.error(told)();
      return conversations.change(conversation, leaveIndex(conversation));
    }),
  );
