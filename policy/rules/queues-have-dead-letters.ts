import { behind, ofType, stackRule } from "../stack-rule";
import { QUEUE } from "../types";

/** A message that cannot be processed is kept, not dropped. */
export const queuesHaveDeadLetters = stackRule({
  name: "queues-have-dead-letters",
  description: "Every queue has a dead-letter queue, unless it is one",
  faults: (resources) => {
    const queues = ofType(resources, QUEUE);
    const deadLetters = new Set(queues.flatMap((queue) => behind(queue, "redrivePolicy", QUEUE)).map(({ urn }) => urn));
    return queues
      .filter((queue) => !deadLetters.has(queue.urn) && behind(queue, "redrivePolicy", QUEUE).length === 0)
      .map((queue) => [queue, "has no dead-letter queue"] as const);
  },
});
