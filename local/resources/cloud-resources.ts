import type { CreateResource, InvokeFunction } from "../engine/run-types";
import type { EventSourceMapping } from "../event-source/event-source-mapping";
import type { Schedule } from "../schedule/start-schedule";
import { arnOf } from "./arn";
import type { Cloud } from "./cloud";
import { computedOutputs } from "./computed-outputs";
import { answerDataSource } from "./data-sources";
import { declaredSchedules, nothingDeclared } from "./declared";
import { physicalName } from "./physical-name";
import { isRecordedType } from "./recorded-types";
import { resourceHandlers } from "./resource-handlers";
import { idIsArn, resourceId } from "./resource-id";

export type CloudResources = {
  readonly create: CreateResource;
  readonly invoke: InvokeFunction;
  /** What the caller starts once the program has finished, so that nothing runs before all is there. */
  readonly eventSourceMappings: () => readonly EventSourceMapping[];
  /** The same for schedules; throws when one names a rule that does not exist. */
  readonly schedules: () => readonly Schedule[];
};

/** Makes a program's resources in the services of this machine; types without a local meaning are recorded. */
export const makeCloudResources = (cloud: Cloud): CloudResources => {
  const declared = nothingDeclared();
  const unknownTypes = new Set<string>();

  const create: CreateResource = async (inputs, context) => {
    const { type, urn } = context;
    const name = physicalName(inputs, context);
    const ownId = resourceId(type, urn, name, cloud.place);
    const arn = arnOf(type, { ...cloud.place, name, id: ownId, inputs });
    const id = idIsArn.has(type) ? arn : ownId;
    const handler = resourceHandlers[type];
    if (handler === undefined && !isRecordedType(type) && !unknownTypes.has(type)) {
      unknownTypes.add(type);
      cloud.warn(`${context.name} (${type}): the local run does not know this type; it is recorded only`);
    }
    const computed = computedOutputs(type, { ...cloud.place, name, id, arn, inputs });
    const difference = await handler?.(inputs, { type, urn, name, id: ownId, arn }, { cloud, declared });
    return { id: difference?.id ?? id, state: { name, arn, ...computed, ...difference?.state } };
  };

  return {
    create,
    invoke: answerDataSource(cloud.place),
    eventSourceMappings: () => [...declared.mappings],
    schedules: () => declaredSchedules(declared),
  };
};
