import { apiSettings } from "./settings/api-settings";
import { dataSettings } from "./settings/data-settings";
import { deploymentSettings } from "./settings/deployment-settings";
import { functionSettings } from "./settings/function-settings";
import { operationSettings } from "./settings/operation-settings";
import { providerSettings } from "./settings/provider-settings";
import { queueSettings } from "./settings/queue-settings";
import { sendingSettings } from "./settings/sending-settings";

/** Every key of the stack config that stands by itself (`projects` and `secretValues` have their own readers). */
export const settings = {
  ...apiSettings,
  ...functionSettings,
  ...queueSettings,
  ...sendingSettings,
  ...dataSettings,
  ...operationSettings,
  ...providerSettings,
  ...deploymentSettings,
} as const;

export type SettingKey = keyof typeof settings;
