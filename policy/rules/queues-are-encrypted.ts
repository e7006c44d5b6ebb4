import { resourceRule } from "../resource-rule";
import { QUEUE } from "../types";
import { isText } from "../values";

export const queuesAreEncrypted = resourceRule({
  name: "queues-are-encrypted",
  description: "Queues are encrypted at rest",
  types: [QUEUE],
  faults: ({ props }) =>
    props.sqsManagedSseEnabled === true || isText(props.kmsMasterKeyId) ? [] : ["is not encrypted"],
});
