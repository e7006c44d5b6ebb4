import { behind, ofType, stackRule } from "../stack-rule";
import { FUNCTION, MAPPING, QUEUE } from "../types";

/** AWS's advice for a queue that feeds a function (Lambda developer guide, "Using Lambda with Amazon SQS"). */
const TIMES = 6;

/** SQS's and Lambda's own defaults, seconds. */
const DEFAULT_VISIBILITY = 30;
const DEFAULT_TIMEOUT = 3;

const secondsOf = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);

/** A message must not come back while its function still works on it. */
export const visibilityOutlastsFunction = stackRule({
  name: "visibility-outlasts-function",
  description: `A queue hides what it gave out for at least ${TIMES} times as long as its function may run`,
  faults: (resources) =>
    ofType(resources, MAPPING).flatMap((mapping) =>
      behind(mapping, "eventSourceArn", QUEUE).flatMap((queue) =>
        behind(mapping, "functionName", FUNCTION).flatMap((consumer) => {
          const visibility = secondsOf(queue.props.visibilityTimeoutSeconds, DEFAULT_VISIBILITY);
          const needed = TIMES * secondsOf(consumer.props.timeout, DEFAULT_TIMEOUT);
          return visibility >= needed
            ? []
            : [[queue, `hides messages for ${visibility} s; its function needs ${needed} s`] as const];
        }),
      ),
    ),
});
