import * as t from "io-ts";
import type { DataLimits } from "../request/data-size";

/** The limits of a project's record that the engine keeps beside the message's length; API Gateway keeps the others. */
const limits = {
  max_text_length: t.number,
  max_list_length: t.number,
  max_data_bytes: t.number,
};

/** The names of these limits, in the record and in the stack config. */
export const limitNames: readonly string[] = Object.keys(limits);

export const RateLimits = t.partial({ ...limits, max_message_length: t.number });

/** Room for a CV and the letter that goes with it. */
export const defaultDataLimits: DataLimits = { text: 8_000, list: 200, bytes: 32_768 };

export const dataLimitsOf = ({
  max_text_length,
  max_list_length,
  max_data_bytes,
}: t.TypeOf<typeof RateLimits>): DataLimits => ({
  text: max_text_length ?? defaultDataLimits.text,
  list: max_list_length ?? defaultDataLimits.list,
  bytes: max_data_bytes ?? defaultDataLimits.bytes,
});
