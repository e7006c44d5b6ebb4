import type { EventSourceMapping, StreamMapping } from "../../aws/event-source/event-source-mapping";
import type { Schedule } from "../../aws/schedule/schedule";
import type { Created, InvokeFunction } from "../program/deployment";
import { urnParts } from "../program/wire";
import { type Cloud, paperCloud } from "./cloud";
import { answerDataSource } from "./data-sources";
import { arnOf, computedOutputs, idIsArn, namesOf, physicalName, resourceId } from "./identity";
import type { Inputs } from "./read-input";
import { declaredFrom, declaredSchedules, type Made, type Standing, type Workshop } from "./resource-handler";
import { isKnownType, ruleOf } from "./resource-rules";

/** A resource as the program names it. */
type Subject = { readonly type: string; readonly urn: string };

/** What is known of a resource that was made, to change or remove it. */
type Before = Subject & { readonly inputs: Inputs; readonly created: Created };

/** Makes a resource, or brings the one that was made before to new inputs. */
export type Make = (inputs: Inputs, subject: Subject, before?: Before) => Promise<Created>;

export type CloudResources = {
  readonly invoke: InvokeFunction;
  readonly make: Make;
  /** Makes on paper, for one run of a program: checks what making would check, and gives what it would give. */
  readonly rehearsal: () => Make;
  readonly remove: (before: Before) => Promise<void>;
  /** What the caller starts once all is made, so that nothing runs before all is there. */
  readonly eventSourceMappings: () => readonly (EventSourceMapping | StreamMapping)[];
  /** The same for schedules; throws when one names a rule that does not exist. */
  readonly schedules: () => readonly Schedule[];
};

/** Makes a program's resources in the services of this machine; types without a local meaning are recorded. */
export const makeCloudResources = (cloud: Cloud): CloudResources => {
  const declared = declaredFrom();
  const workshop: Workshop = { cloud, declared };
  const unknownTypes = new Set<string>();

  const identityOf = (inputs: Inputs, { type, urn }: Subject): Made => {
    const name = physicalName(inputs, { name: urnParts(urn).name, urn });
    const id = resourceId(type, urn, name, cloud.place);
    const arn = arnOf(type, { ...cloud.place, name, id, inputs });
    return { type, urn, name, id: idIsArn.has(type) ? arn : id, arn };
  };

  const standing = (before: Before): Standing => ({
    ...identityOf(before.inputs, before),
    id: before.created.id,
    inputs: before.inputs,
  });

  const makeIn = async (place: Workshop, ...[inputs, subject, before]: Parameters<Make>): Promise<Created> => {
    const made = identityOf(inputs, subject);
    const { type, name, arn } = made;
    const difference = await ruleOf(type).make(inputs, made, place, before && standing(before));
    const computed = computedOutputs(type, { ...cloud.place, ...made, inputs });
    return { id: difference?.id ?? made.id, state: { ...namesOf(type, name, arn), ...computed, ...difference?.state } };
  };

  const warnOfUnknown = ({ type, urn }: Subject): void => {
    if (isKnownType(type) || unknownTypes.has(type)) return;
    unknownTypes.add(type);
    cloud.warn(`${urnParts(urn).name} (${type}): the local run does not know this type; it is recorded only`);
  };

  return {
    invoke: answerDataSource(cloud.place),
    make: (inputs, subject, before) => {
      warnOfUnknown(subject);
      return makeIn(workshop, inputs, subject, before);
    },
    rehearsal: () => {
      const paper = { cloud: paperCloud(cloud), declared: declaredFrom(declared) };
      return (...given) => makeIn(paper, ...given);
    },
    remove: async (before) => ruleOf(before.type).remove(standing(before), workshop),
    eventSourceMappings: () => [...declared.mappings.values()],
    schedules: () => declaredSchedules(declared),
  };
};
