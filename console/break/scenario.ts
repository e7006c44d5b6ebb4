import type { OpsEnv } from "../../ops/ops-env";
import type { Channel } from "../../runtime/request/channel";
import type { ScenarioView } from "../api/about";
import type { ActionOutcome } from "../server/console-action";
import type { EngineFeed, FeedEvent } from "../source/local/engine-feed";
import type { LocalEngine } from "../source/local/local-engine";
import type { PastEvents } from "../source/local/past-events";

/** What breaking takes. */
export type BreakEnv = {
  readonly engine: LocalEngine;
  readonly feed: EngineFeed;
  readonly past: Pick<PastEvents, "of">;
  readonly env: OpsEnv;
};

/** One way to break the running engine, with what should come of it. */
export type Scenario = ScenarioView & {
  readonly run: (env: BreakEnv, channel: Channel, progress: (text: string) => void) => Promise<ActionOutcome>;
};

const LONGEST_WAIT_MS = 30_000;

/** Waits for an event; rejects with `what` when it does not come. */
export const heard = (feed: EngineFeed, what: string, matches: (event: FeedEvent) => boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(limit);
      stop();
    };
    const stop = feed.onEvent((event) => {
      if (!matches(event)) return;
      end();
      resolve();
    });
    const limit = setTimeout(() => {
      end();
      reject(new Error(`not within ${LONGEST_WAIT_MS / 1000} s: ${what}`));
    }, LONGEST_WAIT_MS);
  });
