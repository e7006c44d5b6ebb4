import { type Fault, fault } from "./fault";
import type { LambdaIntegration } from "./integration";
import type { Invoke, InvokeOutcome } from "./invoke";

/** Invokes the function within the integration's timeout; a late answer is dropped, as on AWS, while the function runs on. */
export const callFunction = async (
  invoke: Invoke,
  integration: LambdaIntegration,
  event: unknown,
): Promise<string | Fault> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<"Late">((resolve) => {
    timer = setTimeout(() => resolve("Late"), integration.timeoutMillis);
  });
  try {
    return payloadOf(await Promise.race([invoke(integration.functionName, event), timeout]), integration);
  } finally {
    clearTimeout(timer);
  }
};

const payloadOf = (
  outcome: InvokeOutcome | "Late",
  { functionName, timeoutMillis }: LambdaIntegration,
): string | Fault => {
  if (outcome === "Late")
    return fault(
      "INTEGRATION_TIMEOUT",
      `Execution failed due to a timeout error: no answer within ${timeoutMillis} ms`,
    );
  switch (outcome._tag) {
    case "Answered":
      return outcome.payload;
    case "FunctionError":
      return fault("DEFAULT_5XX", "Lambda execution failed with status 200 due to customer function error");
    case "Throttled":
      return fault("INTEGRATION_FAILURE", "Lambda invocation failed with status: 429 (Rate Exceeded)");
    case "UnknownFunction":
      return fault("INTEGRATION_FAILURE", `Execution failed due to configuration error: no function ${functionName}`);
  }
};
