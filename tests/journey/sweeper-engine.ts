import { readOptions } from "../../local/run/options";
import { sharedJourney } from "./shared-journey";

/** Seconds after which a message without a trace counts as not sent. */
export const RECONCILE_AFTER_SECONDS = 4;

const config = {
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
    ...Object.entries(config).flatMap(([key, value]) => ["--config", `${key}=${value}`]),
  ]);

/** Gives a suite the engine with a quick sweeper. */
export const withQuickSweeper = sharedJourney(options);
