import { handleHttp } from "../../runtime/router/handle-http";
import type { LogLine } from "./gathering-log";
import { type HappyEnv, happyEnv } from "./happy-router-env";
import { proxyEvent } from "./proxy-event";

type Overrides = Parameters<typeof happyEnv>[0];
type EventOverrides = Parameters<typeof proxyEvent>[0];

export type Posted = {
  readonly status: number;
  readonly headers: unknown;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly queued: HappyEnv["queued"];
  readonly lines: readonly LogLine[];
};

/** Sends one proxy event through the router's real rules, over ports in memory. */
export const postEvent = async (event: unknown, overrides: Overrides = {}): Promise<Posted> => {
  const { env, queued, lines } = happyEnv(overrides);
  const answer = await handleHttp(env)(event)();
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    body: answer.body === "" ? {} : JSON.parse(answer.body),
    queued,
    lines,
  };
};

/** Sends one body: text as it is, anything else as JSON. */
export const postBody = (body: unknown, overrides: Overrides = {}, event: EventOverrides = {}): Promise<Posted> =>
  postEvent(proxyEvent({ body: typeof body === "string" ? body : JSON.stringify(body), ...event }), overrides);
