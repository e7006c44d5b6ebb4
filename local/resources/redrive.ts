import { isRecord } from "../engine/is-record";
import { type Inputs, jsonAt } from "./read-input";

/** Requires a redrive policy that SQS would take: a dead-letter queue and 1 to 1,000 receives. */
export const requireRedrive = (inputs: Inputs): void => {
  const policy = jsonAt(inputs, "redrivePolicy");
  if (!isRecord(policy)) throw new Error("redrivePolicy must be a record");
  if (!String(policy.deadLetterTargetArn ?? "").startsWith("arn:aws:sqs:")) {
    throw new Error("redrivePolicy.deadLetterTargetArn must be the ARN of a queue");
  }
  const receives = Number(policy.maxReceiveCount);
  if (!Number.isInteger(receives) || receives < 1 || receives > 1000) {
    throw new Error("redrivePolicy.maxReceiveCount must be a whole number from 1 to 1000");
  }
};

/** Requires a redrive-allow policy that SQS would take. */
export const requireRedriveAllow = (inputs: Inputs): void => {
  const policy = jsonAt(inputs, "redriveAllowPolicy");
  const permission = isRecord(policy) ? policy.redrivePermission : undefined;
  if (permission !== "allowAll" && permission !== "denyAll" && permission !== "byQueue") {
    throw new Error("redriveAllowPolicy.redrivePermission must be allowAll, denyAll or byQueue");
  }
};
