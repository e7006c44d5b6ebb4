import type { JsonObject } from "../../../runtime/codec/json-object";
import { API_KEY_ID, companyRecord } from "../company-record";
import { deepOverride } from "../deep-override";
import { inMemoryCompanies } from "../fakes/in-memory-companies";
import { type Posted, postBody } from "../post-body";
import { validBody } from "../valid-body";
import type { Refusal } from "./refusal";

/** Sends the example request with these reasons for refusal all at once; `base` is put over the example first. */
export const postRefused = (refusals: readonly Refusal[], base: JsonObject = {}): Promise<Posted> => {
  const body = refusals.reduce((text, refusal) => deepOverride(text, refusal.body ?? {}), validBody(base));
  const record = refusals.reduce((kept, refusal) => deepOverride(kept, refusal.record ?? {}), companyRecord());
  const companies = refusals.find((refusal) => refusal.companies !== undefined)?.companies ?? inMemoryCompanies(record);
  const queue = refusals.find((refusal) => refusal.queue !== undefined)?.queue;
  const apiKeyId = refusals.find((refusal) => refusal.apiKeyId !== undefined)?.apiKeyId ?? API_KEY_ID;
  return postBody(body, { companies, ...(queue === undefined ? {} : { queue }) }, { apiKeyId });
};
