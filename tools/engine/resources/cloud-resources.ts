import type { EventSourceMapping } from "../../aws/event-source/event-source-mapping";
import type { Schedule } from "../../aws/schedule/schedule";
import type { Created, CreateResource, InvokeFunction } from "../program/deployment";
import { urnParts } from "../program/wire";
import { type Cloud, paperCloud } from "./cloud";
import { answerDataSource } from "./data-sources";
import { arnOf, computedOutputs, idIsArn, physicalName, resourceId } from "./identity";
import type { Inputs } from "./read-input";
import {
  copyOfDeclared,
  type Difference,
  declaredSchedules,
  type Existing,
  type Made,
  nothingDeclared,
  type Workshop,
} from "./resource-handler";
import { isKnownType, ruleOf } from "./resource-rules";

/** A resource as the program names it; `urn` is the one under which it was made first. */
export type Subject = { readonly type: string; readonly urn: string };

/** A resource that was made: what is needed to change or remove it. */
export type Standing = Subject & { readonly inputs: Inputs; readonly id: string };

export type CloudResources = {
  readonly create: CreateResource;
  readonly invoke: InvokeFunction;
  readonly make: (inputs: Inputs, subject: Subject) => Promise<Created>;
  /** Checks what making would check, and gives what it would give, without making anything. */
  readonly rehearse: (inputs: Inputs, subject: Subject, before?: Standing) => Promise<Created>;
  readonly change: (inputs: Inputs, before: Standing) => Promise<Created>;
  readonly remove: (standing: Standing) => Promise<void>;
  /** What the caller starts once the program has finished, so that nothing runs before all is there. */
  readonly eventSourceMappings: () => readonly EventSourceMapping[];
  /** The same for schedules; throws when one names a rule that does not exist. */
  readonly schedules: () => readonly Schedule[];
};

/** Makes a program's resources in the services of this machine; types without a local meaning are recorded. */
export const makeCloudResources = (cloud: Cloud): CloudResources => {
  const declared = nothingDeclared();
  const unknownTypes = new Set<string>();

  const identityOf = (inputs: Inputs, { type, urn }: Subject): Made => {
    const name = physicalName(inputs, { name: urnParts(urn).name, urn });
    const id = resourceId(type, urn, name, cloud.place);
    return { type, urn, name, id, arn: arnOf(type, { ...cloud.place, name, id, inputs }) };
  };

  const existingOf = ({ inputs, id, ...subject }: Standing): Existing => ({
    inputs,
    id,
    made: identityOf(inputs, subject),
  });

  const createdOf = (inputs: Inputs, made: Made, difference: Difference | undefined): Created => {
    const { type, name, arn } = made;
    const id = idIsArn.has(type) ? arn : made.id;
    const computed = computedOutputs(type, { ...cloud.place, name, id, arn, inputs });
    return { id: difference?.id ?? id, state: { name, arn, ...computed, ...difference?.state } };
  };

  const changeIn = async (workshop: Workshop, inputs: Inputs, before: Standing): Promise<Created> => {
    const made = identityOf(inputs, before);
    return createdOf(inputs, made, await ruleOf(before.type).change(inputs, { ...before, made }, workshop));
  };

  const makeIn = async (workshop: Workshop, inputs: Inputs, subject: Subject): Promise<Created> => {
    const made = identityOf(inputs, subject);
    return createdOf(inputs, made, await ruleOf(subject.type).make(inputs, made, workshop));
  };

  const warnOfUnknown = ({ type, urn }: Subject): void => {
    if (isKnownType(type) || unknownTypes.has(type)) return;
    unknownTypes.add(type);
    cloud.warn(`${urnParts(urn).name} (${type}): the local run does not know this type; it is recorded only`);
  };

  const make = async (inputs: Inputs, subject: Subject): Promise<Created> => {
    warnOfUnknown(subject);
    return makeIn({ cloud, declared }, inputs, subject);
  };

  return {
    create: (inputs, { type, urn }) => make(inputs, { type, urn }),
    make,
    invoke: answerDataSource(cloud.place),
    rehearse: (inputs, subject, before) => {
      const paper = { cloud: paperCloud(cloud), declared: copyOfDeclared(declared) };
      return before === undefined ? makeIn(paper, inputs, subject) : changeIn(paper, inputs, before);
    },
    change: (inputs, before) => changeIn({ cloud, declared }, inputs, before),
    remove: async (standing) => ruleOf(standing.type).remove(existingOf(standing), { cloud, declared }),
    eventSourceMappings: () => [...declared.mappings.values()],
    schedules: () => declaredSchedules(declared),
  };
};
