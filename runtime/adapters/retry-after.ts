/** Seconds that a `Retry-After` header asks to wait (RFC 9110 §10.2.3: a number, or a date), if it says so. */
export const retryAfterSeconds = (header: unknown, now: Date): number | undefined => {
  if (typeof header !== "string") return undefined;
  if (/^\d+(\.\d+)?$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now.getTime()) / 1000);
};
