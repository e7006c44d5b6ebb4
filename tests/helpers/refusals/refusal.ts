import type { JsonObject } from "../../../runtime/codec/json-object";
import type { Companies } from "../../../runtime/ports/companies";
import type { Queue } from "../../../runtime/ports/queue";
import type { ErrorCode } from "../../../runtime/request/error-code";

/** One reason for which the example request is refused, and how to bring it about. */
export type Refusal = {
  readonly code: ErrorCode;
  readonly what: string;
  /** The fields that the answer's `errors` name; none where the body itself is sound. */
  readonly fields: readonly string[];
  /** Put over the example's body. */
  readonly body?: JsonObject;
  /** Put over the company's record. */
  readonly record?: JsonObject;
  readonly apiKeyId?: string;
  readonly companies?: Companies;
  readonly queue?: Queue;
};

const leaves = (value: unknown, path: string): readonly string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([name, part]) => leaves(part, `${path}.${name}`))
    : [path];

const touched = ({ body, record, apiKeyId, companies, queue }: Refusal): readonly string[] => [
  ...(body === undefined ? [] : leaves(body, "body")),
  ...(record === undefined ? [] : leaves(record, "companies")),
  ...(apiKeyId === undefined ? [] : ["companies.api_key_reference"]),
  ...(companies === undefined ? [] : ["companies"]),
  ...(queue === undefined ? [] : ["queue"]),
];

const within = (path: string, other: string): boolean => path === other || path.startsWith(`${other}.`);

/** Whether two refusals can stand in one request: neither changes what the other needs. */
export const compatible = (one: Refusal, other: Refusal): boolean =>
  !touched(one).some((path) => touched(other).some((place) => within(path, place) || within(place, path)));
