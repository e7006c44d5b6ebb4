import type { ConsentEnv, ConsentUnknown, ConsentUnrecorded, SetByPerson } from "../consent/record-consent";
import type { CompaniesUnreadable, HasCompanyProjects } from "../ports/companies";
import type { ChangeRefused, HasConversations } from "../ports/conversations";
import type { HasCorrespondence } from "../ports/correspondence";
import type { HasVisibility } from "../ports/queue";
import type { HasRandom } from "../ports/time-and-chance";

/** Plain data that the Pulumi program closes over for the function that records what people write. */
export type RepliesSettings = {
  readonly receiptKeyName: string;
  readonly consentKeyName: string;
  readonly maxReceiveCount: number;
  readonly retryFirstSeconds: number;
  readonly retrySpanSeconds: number;
};

export type RepliesEnv = ConsentEnv &
  HasCompanyProjects &
  HasConversations &
  HasCorrespondence &
  HasRandom &
  HasVisibility & { readonly settings: RepliesSettings };

/** Why a received message could not be recorded now: it comes again. */
export type RepliesTrouble = ConsentUnknown | ConsentUnrecorded | SetByPerson | CompaniesUnreadable | ChangeRefused;
