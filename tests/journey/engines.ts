import { toldProjects } from "../../tools/measure/sample/told-projects";
import { sharedJourney } from "./shared-journey";

export type { Journey } from "./shared-journey";

/** Receives of a message before the dead letters have it. */
export const MAX_RECEIVES = 3;

const quick = {
  logLevel: "DEBUG",
  queueVisibilitySeconds: 5,
  queueMaxReceiveCount: MAX_RECEIVES,
  retryFirstSeconds: 0.1,
  retrySpanSeconds: 0.2,
  assistantTimeoutSeconds: 2,
  carrierTimeoutSeconds: 2,
};

/** Suites on the fast engine with the two demonstration projects. */
export const journeySuite = sharedJourney({ config: quick, preload: "marked-faults.cjs" });

/** The one of the demonstration projects that `toldProjects` leaves without a webhook. */
export const alsoTold = { company_id: "ci-bbb-002", project_id: "pi-bbb-001" };

const url = `http://company.localhost/events/${alsoTold.company_id}/${alsoTold.project_id}`;
const projects = toldProjects().map((one) =>
  one.company_id === alsoTold.company_id ? { ...one, webhook: { url } } : one,
);

/** Suites on such an engine whose projects have a webhook, an endpoint of which is not waited for long. */
export const toldSuite = sharedJourney({ config: { ...quick, webhookTimeoutSeconds: 2, projects } });

/** The same with settings that a release without webhooks knows, too. */
export const besideSuite = sharedJourney({ config: { ...quick, projects } });

/** Seconds after which a message without a trace counts as not sent. */
const RECONCILE_AFTER_SECONDS = 4;

/** Suites on the engine with a quick sweeper. */
export const sweptSuite = sharedJourney({
  // A busy machine may need more receives than the few that lead to the dead letters elsewhere.
  config: {
    ...quick,
    queueMaxReceiveCount: 20,
    sweepSeconds: 1,
    reconcileAfterSeconds: RECONCILE_AFTER_SECONDS,
  },
});
