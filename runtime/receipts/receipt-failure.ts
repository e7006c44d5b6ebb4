import type { CompaniesUnreadable } from "../ports/companies";
import type { SecretMissing } from "../ports/secrets";
import type { Unrecorded } from "./record-receipt";
import type { Forged } from "./reference";

/** Why a posted receipt was not taken. */
export type ReceiptFailure = Forged | Unrecorded | SecretMissing | CompaniesUnreadable;

/** A forged one is refused without a reason; anything else is our own trouble, and the carrier may post again. */
export const statusOfFailure: Readonly<Record<ReceiptFailure["_tag"], number>> = {
  Forged: 403,
  Unrecorded: 503,
  SecretMissing: 503,
  CompaniesUnreadable: 503,
};
