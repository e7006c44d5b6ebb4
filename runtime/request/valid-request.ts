import type { JsonObject } from "../codec/json-object";
import type { CompanyData } from "./company-data";
import type { RecipientData } from "./recipient-data";
import type { RequestData } from "./request-data";

/** A request body that passed every check: what is queued as `frontend_payload`. */
export type ValidRequest = {
  readonly company_data: CompanyData;
  readonly recipient_data: RecipientData;
  readonly request_data: RequestData;
  readonly project_data?: JsonObject;
};
