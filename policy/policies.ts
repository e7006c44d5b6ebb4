import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { alarmsNotify } from "./rules/alarms-notify";
import { bucketsArePrivate } from "./rules/buckets-are-private";
import { consumersAreLimited } from "./rules/consumers-are-limited";
import { functionsSayHowTheyRun } from "./rules/functions-say-how-they-run";
import { logGroupsExpire } from "./rules/log-groups-expire";
import { noActionByPattern } from "./rules/no-action-by-pattern";
import { noSecretInEnvironment } from "./rules/no-secret-in-environment";
import { queuesAreEncrypted } from "./rules/queues-are-encrypted";
import { queuesHaveDeadLetters } from "./rules/queues-have-dead-letters";
import { queuesNeedTls } from "./rules/queues-need-tls";
import { tablesAreEncrypted } from "./rules/tables-are-encrypted";
import { tablesAreProtected } from "./rules/tables-are-protected";
import { visibilityOutlastsFunction } from "./rules/visibility-outlasts-function";

/** Every rule, in the order in which violations are told. */
export const policies: readonly (ResourceValidationPolicy | StackValidationPolicy)[] = [
  noActionByPattern,
  queuesHaveDeadLetters,
  visibilityOutlastsFunction,
  queuesAreEncrypted,
  queuesNeedTls,
  consumersAreLimited,
  logGroupsExpire,
  tablesAreEncrypted,
  tablesAreProtected,
  functionsSayHowTheyRun,
  noSecretInEnvironment,
  bucketsArePrivate,
  alarmsNotify,
];
