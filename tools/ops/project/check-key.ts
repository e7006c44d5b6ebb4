import {
  type APIGatewayClient,
  GetApiKeyCommand,
  GetUsagePlansCommand,
  NotFoundException,
} from "@aws-sdk/client-api-gateway";
import * as E from "fp-ts/Either";
import type * as TE from "fp-ts/TaskEither";
import type { CheckKey } from "./stack-in-effect";

/** Asks API Gateway for a key by its id: whether it is there, enabled, and in a usage plan of the stage. */
export const checkKeyInGateway =
  (client: APIGatewayClient, stage: string): CheckKey =>
  (keyId) =>
  async () => {
    try {
      const { enabled } = await client.send(new GetApiKeyCommand({ apiKey: keyId, includeValue: false }));
      if (!enabled) return E.left("it is disabled in API Gateway");
    } catch (error) {
      if (error instanceof NotFoundException) return E.left("API Gateway has no such key");
      throw error;
    }
    const { items = [] } = await client.send(new GetUsagePlansCommand({ keyId }));
    const isCovered = items.some(({ apiStages = [] }) => apiStages.some((one) => one.stage === stage));
    return isCovered ? E.right(keyId) : E.left(`it is in no usage plan of the stage ${stage}`);
  };

const TIMEOUT_MS = 20_000;

/** Asks the gateway itself, with a request that has no body: the engine refuses it with 400, the gateway a key without a plan with 403. */
export const tryKey =
  (apiUrl: string, key: string): TE.TaskEither<string, unknown> =>
  async () => {
    const { status } = await fetch(`${apiUrl}/initiate-conversation`, {
      method: "POST",
      headers: { "x-api-key": key },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (status === 400) return E.right(key);
    return E.left(
      status === 403 ? "the gateway refuses it: no usage plan, or disabled" : `the gateway answers ${status}`,
    );
  };
