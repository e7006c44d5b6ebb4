import { type Input, number, text } from "./operation-input";
import { serviceError } from "./service-error";

/** One page of a list by MaxResults (default 100) and NextToken (an offset). */
export const pageOf = <T>(
  all: readonly T[],
  input: Input,
): { readonly items: readonly T[]; readonly more: { readonly NextToken?: string } } => {
  const start = Number(text(input, "NextToken") ?? 0);
  if (!Number.isInteger(start) || start < 0) throw serviceError("InvalidNextTokenException", "NextToken is not valid.");
  const end = start + (number(input, "MaxResults") ?? 100);
  return { items: all.slice(start, end), more: end < all.length ? { NextToken: String(end) } : {} };
};
