import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { CANCEL_PATH, CONVERSATION_PATH, DESCRIPTION_PATH } from "../../runtime/desk/asked";
import { REGION, type StageThrottle, type Throttle } from "../config/api-limits";
import type { StackConfig } from "../config/stack-config";
import { INBOUND_PATHS, RECEIPT_PATHS, UNSUBSCRIBE_PATH } from "./gateway-description";

/** Everybody may ask, without a key; the answer comes before anything is read, so that these keep few instances busy. */
const PREFLIGHTS: Throttle = { rate: 1_000, burst: 1_000 };

/** Everybody may read what the API is, too: who makes a client of it does so seldom. */
const DESCRIPTION: Throttle = { rate: 5, burst: 10 };

/** A method's name among the stage's settings: a JSON pointer, in which `~1` stands for each slash (RFC 6901). */
const methodPath = (path: string, method: string): string => `${path.replaceAll("/", "~1")}/${method}`;

type Throttles = StageThrottle & Pick<StackConfig, "inboundThrottleRate" | "inboundThrottleBurst">;

const fromPeople = [
  ...INBOUND_PATHS.map((path) => methodPath(path, "POST")),
  ...["GET", "POST"].map((method) => methodPath(UNSUBSCRIBE_PATH, method)),
];

/**
 * What each method of the stage lets through: API Gateway gives every method a bucket of its own, of the size that is set
 * for it or else for all (developer guide, "Throttle requests to your REST APIs"). A receipt meets the region's limit only:
 * it does not come again after a 429 for long. What people write and click has a limit of its own, far above that of clients.
 */
const throttles = (config: Throttles): Readonly<Record<string, Throttle>> => ({
  "*/*": { rate: config.apiThrottleRate, burst: config.apiThrottleBurst },
  ...Object.fromEntries(
    ["/initiate-conversation", CONVERSATION_PATH, CANCEL_PATH].map((path) => [methodPath(path, "OPTIONS"), PREFLIGHTS]),
  ),
  [methodPath(DESCRIPTION_PATH, "GET")]: DESCRIPTION,
  ...Object.fromEntries(RECEIPT_PATHS.map((path) => [methodPath(path, "POST"), REGION])),
  ...Object.fromEntries(
    fromPeople.map((path) => [path, { rate: config.inboundThrottleRate, burst: config.inboundThrottleBurst }]),
  ),
});

/** Throttles and measures each method; a method with settings of its own takes none from those for all. */
export const methodSettings = (
  name: string,
  stage: aws.apigateway.Stage,
  config: Throttles,
  opts: pulumi.CustomResourceOptions,
): void => {
  for (const [path, { rate, burst }] of Object.entries(throttles(config))) {
    new aws.apigateway.MethodSettings(
      path === "*/*"
        ? name
        : `${name}-${path
            .replace(/[^A-Za-z]+/g, "-")
            .replace(/^-/, "")
            .toLowerCase()}`,
      {
        restApi: stage.restApi,
        stageName: stage.stageName,
        methodPath: path,
        settings: { metricsEnabled: true, throttlingRateLimit: rate, throttlingBurstLimit: burst },
      },
      opts,
    );
  }
};
