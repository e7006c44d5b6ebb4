import { requirePolicy } from "./policy-json";
import { type Inputs, requiredTextAt } from "./read-input";
import { requireRedrive, requireRedriveAllow } from "./redrive";
import type { ResourceHandler } from "./resource-handler";
import { setQueueAttributes } from "./sqs-queue";

const attributeOfQueue =
  (requireValid: (inputs: Inputs) => void): ResourceHandler =>
  async (inputs, _, { cloud }) => {
    const url = requiredTextAt(inputs, "queueUrl");
    requireValid(inputs);
    await setQueueAttributes(cloud, url, inputs);
    return { id: url };
  };

/** Each sets one attribute of a queue that another resource made. */
export const makeQueuePolicy = attributeOfQueue((inputs) => requirePolicy(inputs, "policy", "resource"));
export const makeRedrivePolicy = attributeOfQueue(requireRedrive);
export const makeRedriveAllowPolicy = attributeOfQueue(requireRedriveAllow);
