import { functionLog } from "../log/function-log";
import type { Log } from "../ports/log";
import { currentRequestId } from "./current-invocation";
import { readEnvironment } from "./read-environment";
import { systemClock } from "./system-clock";

/** The log of this function, as its environment sets it; Lambda itself sets AWS_LAMBDA_LOG_LEVEL. */
export const logOfFunction = (): Log => {
  const { METRIC_NAMESPACE } = readEnvironment("METRIC_NAMESPACE");
  const threshold = process.env.AWS_LAMBDA_LOG_LEVEL ?? "INFO";
  return functionLog({ namespace: METRIC_NAMESPACE, threshold, requestId: currentRequestId }, systemClock);
};
