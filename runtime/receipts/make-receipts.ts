import type { APIGatewayProxyResult } from "aws-lambda";
import { receiptsAdapters } from "../adapters/receipts-adapters";
import { handleReceipt } from "./handle-receipt";
import type { ReceiptsSettings } from "./receipts-settings";

/** The Lambda handler of the carriers' receipts: clients are made here, once per container. */
export const makeReceipts = (settings: ReceiptsSettings): ((event: unknown) => Promise<APIGatewayProxyResult>) => {
  const handle = handleReceipt(receiptsAdapters(settings));
  return (event) => handle(event)();
};
