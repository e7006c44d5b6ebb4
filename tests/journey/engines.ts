import { join } from "node:path";
import { type Options, readOptions } from "../../tools/engine/options";
import { sharedJourney } from "./shared-journey";

/** Receives of a message before the dead letters have it. */
export const MAX_RECEIVES = 3;

const config = {
  logLevel: "DEBUG",
  queueVisibilitySeconds: 5,
  queueMaxReceiveCount: MAX_RECEIVES,
  retryFirstSeconds: 0.1,
  retrySpanSeconds: 0.2,
  assistantTimeoutSeconds: 2,
  carrierTimeoutSeconds: 2,
};

/** The command line of a fast engine whose functions reach AWS through `awsUrl`. */
export const journeyOptions = (awsUrl: string): Options =>
  readOptions([
    ...["--port", "0"],
    ...["--env", `AWS_ENDPOINT_URL=${awsUrl}`],
    ...["--env", `NODE_OPTIONS=--require ${join(__dirname, "unforeseen-fault.cjs")}`],
    ...Object.entries(config).flatMap(([key, value]) => ["--config", `${key}=${value}`]),
  ]);

export type { Journey } from "./shared-journey";

/** Gives a suite the fast engine with the two demonstration projects. */
export const withJourney = sharedJourney(journeyOptions);

/** Seconds after which a message without a trace counts as not sent. */
export const RECONCILE_AFTER_SECONDS = 4;

const sweeperConfig = {
  logLevel: "DEBUG",
  queueVisibilitySeconds: 5,
  queueMaxReceiveCount: 3,
  retryFirstSeconds: 0.1,
  retrySpanSeconds: 0.2,
  assistantTimeoutSeconds: 2,
  carrierTimeoutSeconds: 2,
  sweepSeconds: 1,
  reconcileAfterSeconds: RECONCILE_AFTER_SECONDS,
};

const options = (awsUrl: string) =>
  readOptions([
    ...["--port", "0"],
    ...["--env", `AWS_ENDPOINT_URL=${awsUrl}`],
    ...Object.entries(sweeperConfig).flatMap(([key, value]) => ["--config", `${key}=${value}`]),
  ]);

/** Gives a suite the engine with a quick sweeper. */
export const withQuickSweeper = sharedJourney(options);
