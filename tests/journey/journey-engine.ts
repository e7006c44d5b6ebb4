import { journeyOptions } from "./journey-options";
import { sharedJourney } from "./shared-journey";

export type { Journey } from "./shared-journey";

/** Gives a suite the fast engine with the two demonstration projects. */
export const withJourney = sharedJourney(journeyOptions);
