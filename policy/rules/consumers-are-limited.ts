import { resourceRule } from "../resource-rule";
import { MAPPING } from "../types";
import { recordOf } from "../values";

/** The least that Lambda takes (Lambda API reference, ScalingConfig). Reserving less on the function burns receives instead. */
const LEAST = 2;

export const consumersAreLimited = resourceRule({
  name: "consumers-are-limited",
  description: `A queue's consumer has a maximum concurrency of at least ${LEAST}`,
  types: [MAPPING],
  faults: ({ props }) => {
    const { maximumConcurrency } = recordOf(props.scalingConfig);
    return typeof maximumConcurrency === "number" && maximumConcurrency >= LEAST
      ? []
      : [`needs a scalingConfig.maximumConcurrency of at least ${LEAST}`];
  },
});
