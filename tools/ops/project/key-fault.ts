import {
  type APIGatewayClient,
  GetApiKeyCommand,
  GetUsagePlansCommand,
  NotFoundException,
} from "@aws-sdk/client-api-gateway";
import type { KeyFault } from "./stack-in-effect";

const isThere = async (client: APIGatewayClient, apiKey: string): Promise<KeyFault> => {
  try {
    const { enabled } = await client.send(new GetApiKeyCommand({ apiKey, includeValue: false }));
    return enabled ? undefined : "it is disabled in API Gateway";
  } catch (error) {
    if (error instanceof NotFoundException) return "API Gateway has no such key";
    throw error;
  }
};

/** Asks API Gateway for a key by its id: whether it is there, enabled, and in a usage plan of the stage. */
export const apiGatewayKeyFault =
  (client: APIGatewayClient, stage: string) =>
  async (keyId: string): Promise<KeyFault> => {
    const fault = await isThere(client, keyId);
    if (fault !== undefined) return fault;
    const { items = [] } = await client.send(new GetUsagePlansCommand({ keyId }));
    const isCovered = items.some(({ apiStages = [] }) => apiStages.some((one) => one.stage === stage));
    return isCovered ? undefined : `it is in no usage plan of the stage ${stage}`;
  };

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
