import type { RetryPolicy } from "../webhooks";
import { succeeded } from "../webhooks";

export type Callback = { readonly url: string; readonly policy: RetryPolicy };

const retryReasons = ["4xx", "5xx", "ct", "rt"] as const;

/**
 * Splits a StatusCallback into the URL that is called and the connection overrides of its fragment:
 * `rc` retries (0 to 5, else 1) and `rp` reasons (`ct` connection, `rt` read, `4xx`, `5xx`, `all`; else `ct`).
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const parseCallback = (statusCallback: string): Callback => {
  const hash = statusCallback.indexOf("#");
  const fragment = new URLSearchParams(hash === -1 ? "" : statusCallback.slice(hash + 1));
  const wanted = Number(fragment.get("rc") ?? 1);
  const retries = Number.isInteger(wanted) && wanted >= 0 && wanted <= 5 ? wanted : 1;
  const named = (fragment.get("rp") ?? "ct").split(",");
  const reasons: readonly string[] = named.includes("all") ? retryReasons : named;
  return {
    url: hash === -1 ? statusCallback : statusCallback.slice(0, hash),
    policy: {
      retries,
      retryWhen: (result) => {
        if (succeeded(result)) return false;
        if (result.kind === "lost") return reasons.includes(result.phase === "connect" ? "ct" : "rt");
        return reasons.includes(result.status >= 500 ? "5xx" : "4xx");
      },
    },
  };
};
