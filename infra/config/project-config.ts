import * as t from "io-ts";
import { NonEmptyText } from "../../runtime/codec/non-empty-text";
import { patternString } from "../../runtime/codec/refined-string";
import { RetentionDays } from "../../runtime/company/retention-days";
import { EmailAddress } from "../../runtime/request/email-address";
import { IsoDateTime } from "../../runtime/request/iso-date-time";
import { Telephone } from "../../runtime/request/telephone";
import { ApiKeyLabels } from "./api-key-labels";
import { channelsIn } from "./channels-in";
import { Flag, OBJECT, PositiveInteger, TextOrNull } from "./plain-types";
import { requestsLimits } from "./requests-limits";
import { TierName } from "./tier-name";

/** The runtime's identifier; something of it must be left for names of resources. */
const ProjectIdentifier = patternString(
  "1 to 64 of A-Z a-z 0-9 . _ -, with a letter or digit",
  /^(?=.*[A-Za-z0-9])[A-Za-z0-9._-]{1,64}$/,
);

const RateLimits = t.exact(
  t.partial(
    { ...requestsLimits, max_message_length: PositiveInteger, concurrent_conversations: PositiveInteger },
    OBJECT,
  ),
  OBJECT,
);

const Numbers = t.readonlyArray(Telephone, "a list of telephone numbers");
const Addresses = t.readonlyArray(EmailAddress, "a list of email addresses");

const optional = {
  project_status: t.keyof({ active: null, inactive: null }, "active or inactive"),
  api_keys: ApiKeyLabels,
  rate_limits: RateLimits,
  usage_tier: TierName,
  conversation_ttl_days: RetentionDays,
  company_rep: t.record(t.string, TextOrNull, OBJECT),
  auto_queue_initial_message: Flag,
  auto_queue_initial_message_from_number: Numbers,
  auto_queue_initial_message_from_email: Addresses,
  auto_queue_reply_message: Flag,
  auto_queue_reply_message_from_number: Numbers,
  auto_queue_reply_message_from_email: Addresses,
  created_at: IsoDateTime,
  updated_at: IsoDateTime,
} as const;

/** One entry of `projects`: a tenant, its keys and limits, and per channel the sender and the assistant. */
export const projectConfigIn = (folder: string) =>
  t.exact(
    t.intersection([
      t.type(
        {
          company_id: ProjectIdentifier,
          project_id: ProjectIdentifier,
          company_name: NonEmptyText,
          project_name: NonEmptyText,
          channels: channelsIn(folder),
        },
        OBJECT,
      ),
      t.partial(optional, OBJECT),
    ]),
    OBJECT,
  );

/** A decoded entry; instructions that stood in a file are in it. */
export type ProjectConfig = t.TypeOf<ReturnType<typeof projectConfigIn>>;
