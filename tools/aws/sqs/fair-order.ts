type Grouped = { readonly messageGroupId?: string | undefined };

/** Most messages that one receive gives. */
const MOST = 10;

/** A group with more than this part of what is in flight is held back in favour of others. */
const NOISY_SHARE = 0.1;

/** How many of each group are in flight; a message without one is a group of its own. */
const countsOf = (inFlight: readonly Grouped[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { messageGroupId } of inFlight)
    if (messageGroupId !== undefined) counts.set(messageGroupId, (counts.get(messageGroupId) ?? 0) + 1);
  return counts;
};

/**
 * The waiting messages of a standard queue with those in front that the next receive takes: those of quiet groups, then those of the group with the
 * fewest in flight. AWS tells a noisy group by its part of what is in flight, from some thirty on, or of the time that was spent on it;
 * here the part alone counts. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html
 */
export const inFairOrder = <A extends Grouped>(waiting: readonly A[], inFlight: readonly Grouped[]): readonly A[] => {
  const counts = countsOf(inFlight);
  const rankOf = ({ messageGroupId }: Grouped): number => {
    const count = messageGroupId === undefined ? 0 : (counts.get(messageGroupId) ?? 0);
    return count > inFlight.length * NOISY_SHARE ? count : 0;
  };
  if (counts.size === 0 || waiting.slice(0, MOST).every((one) => rankOf(one) === 0)) return waiting;
  const byRank = Map.groupBy(waiting, rankOf);
  const ranks = [...byRank.keys()].sort((one, other) => one - other);
  if (ranks.length === 1) return waiting;
  const first = new Set(ranks.flatMap((rank) => byRank.get(rank) ?? []).slice(0, MOST));
  return [...first, ...waiting.filter((one) => !first.has(one))];
};
