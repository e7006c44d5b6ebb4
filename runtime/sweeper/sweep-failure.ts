import type { CarrierSilent } from "../ports/carrier";
import type { ChangeRefused, StoreUnavailable } from "../ports/conversations";
import type { QueueMissing, QueueRefused } from "../ports/queue";
import type { SecretMissing } from "../ports/secrets";
import type { NotRebuilt } from "./rebuild-context";

/** Why a due check came to nothing this time; the conversation stays in the index. */
export type SweepFailure =
  | StoreUnavailable
  | ChangeRefused
  | QueueRefused
  | QueueMissing
  | SecretMissing
  | CarrierSilent
  | NotRebuilt;
