import * as t from "io-ts";
import type { JsonObject } from "../codec/json-object";

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
