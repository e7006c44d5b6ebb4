import { join } from "node:path";
import { type Options, readOptions } from "../../local/run/options";

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
