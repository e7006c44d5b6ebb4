/** Which messages of a batch are done with; `Malformed` keeps them all and says what is wrong with the answer. */
export type BatchVerdict =
  | { readonly _tag: "Settled"; readonly failedIds: ReadonlySet<string> }
  | { readonly _tag: "Malformed"; readonly reason: string };

const malformed = (reason: string): BatchVerdict => ({ _tag: "Malformed", reason });

const parse = (payload: string): unknown => {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const identifierOf = (item: unknown): unknown => (isRecord(item) ? item.itemIdentifier : undefined);

/**
 * Reads a function's answer under ReportBatchItemFailures.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export const batchVerdict = (payload: string, messageIds: readonly string[]): BatchVerdict => {
  const answer = parse(payload);
  if (answer === undefined) return malformed("the answer is not JSON");
  const failures = isRecord(answer) ? answer.batchItemFailures : undefined;
  // Null, {} and an empty list all mean complete success.
  if (answer === null || (isRecord(answer) && (failures === undefined || failures === null)))
    return { _tag: "Settled", failedIds: new Set() };
  if (!Array.isArray(failures)) return malformed("the answer is not an object with a list batchItemFailures");
  const ids = failures.map(identifierOf);
  const known = new Set(messageIds);
  const failed = ids.filter((id): id is string => typeof id === "string" && known.has(id));
  if (failed.length < ids.length)
    return malformed("an entry of batchItemFailures has no itemIdentifier, or not one of this batch");
  return { _tag: "Settled", failedIds: new Set(failed) };
};
