import * as t from "io-ts";
import { RetentionDays } from "./retention-days";

const RateLimits = t.partial({ max_message_length: t.number });

/** Read before the rest: a channel that is not allowed needs no complete record. */
export const AllowedChannels = t.partial({ allowed_channels: t.array(t.string) });

/** What the engine reads of a company record; the rest of the record travels along unread. */
export const CompanyRecord = t.readonly(
  t.intersection([
    t.type({ company_id: t.string, project_id: t.string }),
    AllowedChannels,
    t.partial({
      company_name: t.string,
      project_name: t.string,
      project_status: t.unknown,
      rate_limits: t.union([RateLimits, t.undefined]),
      conversation_ttl_days: t.union([RetentionDays, t.undefined]),
      company_rep: t.record(t.string, t.union([t.string, t.null])),
    }),
  ]),
);
export type CompanyRecord = t.TypeOf<typeof CompanyRecord>;
