import type { APIGatewayProxyResult } from "aws-lambda";
import { type Invocation, noteInvocation } from "../adapters/current-invocation";
import { receiptsAdapters } from "../adapters/receipts-adapters";
import { handleReceipt } from "./handle-receipt";
import type { ReceiptsSettings } from "./receipts-settings";

/** The Lambda handler of the carriers' receipts: clients are made here, once per container. */
export const makeReceipts = (
  settings: ReceiptsSettings,
): ((event: unknown, context?: Invocation) => Promise<APIGatewayProxyResult>) => {
  const handle = handleReceipt(receiptsAdapters(settings));
  return (event, context) => {
    noteInvocation(context);
    return handle(event)();
  };
};
