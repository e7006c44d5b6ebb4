import { duplicateDelivery } from "./duplicate-delivery";
import { failRecordUpdate } from "./fail-record-update";
import { forgeReceipt } from "./forge-receipt";
import { killWorker } from "./kill-worker";
import { providerScenarios } from "./provider-scenarios";
import type { Scenario } from "./scenario";

/** Every way to break a local engine, in the order in which the console shows them. */
export const scenarios: readonly Scenario[] = [
  killWorker,
  failRecordUpdate,
  duplicateDelivery,
  forgeReceipt,
  ...providerScenarios,
];
