import type { ProviderName } from "../ledger/ledger-entry";
import vocabulary from "./vocabulary.json";

type Vocabulary = {
  readonly operations: readonly string[];
  /** The HTTP status that goes with each of the provider's error codes, and its words; other codes need a `status`. */
  readonly codes: Readonly<Record<string, { readonly status: number; readonly message?: string | undefined }>>;
};

/** What faults may name at each provider. Twilio's codes: https://www.twilio.com/docs/api/errors */
export const vocabularies: Readonly<Record<ProviderName, Vocabulary>> = vocabulary;
