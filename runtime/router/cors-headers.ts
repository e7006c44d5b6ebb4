/** Headers and methods that the preflight allows. */
export const ALLOWED_HEADERS = "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token";
export const ALLOWED_METHODS = "OPTIONS,POST";

/** A header holds one origin: `*`, the caller's own when it is listed, else the first that is. */
const allowedOrigin = (origins: readonly string[], origin: string | undefined): string =>
  (origins.includes("*") ? "*" : origins.find((listed) => listed === origin)) ?? origins[0] ?? "null";

/** The CORS headers that every answer carries. */
export const corsHeaders = (
  origins: readonly string[],
  origin: string | undefined,
): Readonly<Record<string, string>> => ({
  "Access-Control-Allow-Origin": allowedOrigin(origins, origin),
  "Access-Control-Allow-Headers": ALLOWED_HEADERS,
  "Access-Control-Allow-Methods": ALLOWED_METHODS,
  Vary: "Origin",
});
