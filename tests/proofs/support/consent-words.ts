import * as O from "fp-ts/Option";
import {
  type Consent,
  type ConsentEvent,
  consentChange,
  consentKeyOf,
  isSuppressed,
  newConsent,
} from "../../../runtime/conversation/consent";
import { CONSENT_KEY } from "../../helpers/fake-providers";
import type { InMemoryConversations } from "../../helpers/in-memory-conversations";

const COMPANY = "ci-aaa-001";

export const itemOf = (store: InMemoryConversations, address: string): Consent | undefined =>
  store.find(consentKeyOf(CONSENT_KEY, COMPANY, address)) as Consent | undefined;

/** Whether that is on record at this moment. */
export const hasOptedOut = (store: InMemoryConversations, address: string): boolean =>
  isSuppressed(O.fromNullable(itemOf(store, address)));

/** Puts somebody's word about an address on record, between two calls of whoever is at work. */
export const putWord = (store: InMemoryConversations, address: string, event: ConsentEvent, now: Date): void => {
  const who = { company_id: COMPANY, address };
  const item = itemOf(store, address);
  if (item === undefined) {
    store.put(newConsent(consentKeyOf(CONSENT_KEY, COMPANY, address), who, event, now));
    return;
  }
  const change = consentChange(item, event, now);
  if (O.isSome(change)) store.put({ ...item, ...change.value.set });
};
