import * as t from "io-ts";
import type { JsonObject } from "../codec/json";

/** A message is sent up to 28 days after its acceptance, and the guards against a second send must outlive it. */
export const SHORTEST_RETENTION_DAYS = 35;
export const LONGEST_RETENTION_DAYS = 3_650;

const isRetention = (input: unknown): input is number =>
  typeof input === "number" &&
  Number.isInteger(input) &&
  input >= SHORTEST_RETENTION_DAYS &&
  input <= LONGEST_RETENTION_DAYS;

/** Days after which a conversation is deleted. */
export const RetentionDays: t.Type<number, number, unknown> = new t.Type(
  `a whole number from ${SHORTEST_RETENTION_DAYS} to ${LONGEST_RETENTION_DAYS}`,
  isRetention,
  (input, context) => (isRetention(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
);

/** How long a project's conversations are kept: as its record says, else as the deployment does. */
export const retentionDays = (
  { conversation_ttl_days: days }: JsonObject,
  deployment: number | undefined,
): number | undefined => (RetentionDays.is(days) ? days : deployment);

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

/** The ids of the API keys that may act for a project: one, or two while a key is being rotated. */
export const boundKeys = ({ api_key_reference: reference }: JsonObject): readonly string[] =>
  (Array.isArray(reference) ? reference : [reference]).filter(
    (id): id is string => typeof id === "string" && id !== "",
  );
