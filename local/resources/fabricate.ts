import type { CreateResource } from "../engine/run-types";
import { arnOf } from "./arn";
import { computedOutputs } from "./computed-outputs";
import { physicalName } from "./physical-name";
import { localPlace } from "./place";
import { idIsArn, resourceId } from "./resource-id";

/**
 * Makes up the name, id, ARN and computed outputs that AWS would give, the same on every run and without a connection:
 * enough to look at what a program declares. It creates nothing.
 */
export const fabricate: CreateResource = async (inputs, context) => {
  const { type, urn } = context;
  const name = physicalName(inputs, context);
  const id = resourceId(type, urn, name, localPlace);
  const arn = arnOf(type, { ...localPlace, name, id, inputs });
  const outputs = computedOutputs(type, { ...localPlace, name, id, arn, inputs });
  return { id: idIsArn.has(type) ? arn : id, state: { name, arn, ...outputs } };
};
