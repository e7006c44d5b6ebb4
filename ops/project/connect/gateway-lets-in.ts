import type { KeyFault } from "./stack-in-effect";

const TIMEOUT_MS = 20_000;

/** Asks the gateway itself, with a request that has no body: the engine refuses it with 400, the gateway a key without a plan with 403. */
export const gatewayLetsIn = async (apiUrl: string, key: string): Promise<KeyFault> => {
  const { status } = await fetch(`${apiUrl}/initiate-conversation`, {
    method: "POST",
    headers: { "x-api-key": key },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (status === 400) return undefined;
  return status === 403 ? "the gateway refuses it: no usage plan, or disabled" : `the gateway answers ${status}`;
};
