import type { EventSourceMapping, StreamMapping } from "../../aws/event-source/event-source-mapping";
import type { Schedule } from "../../aws/schedule/schedule";
import type { Cloud } from "./cloud";
import type { Inputs } from "./read-input";

type ScheduleRule = { readonly name: string; readonly expression: string };
type ScheduleTarget = { readonly rule: string; readonly functionName: string; readonly input: unknown };

/** What is declared one resource at a time, but can only be put to use when all is there; by id. */
type Declared = {
  readonly mappings: Map<string, EventSourceMapping | StreamMapping>;
  readonly rules: Map<string, ScheduleRule>;
  readonly targets: Map<string, ScheduleTarget>;
};

/** What is declared so far, or a copy of it in which a rehearsal can declare what it likes. */
export const declaredFrom = (before?: Declared): Declared => ({
  mappings: new Map(before?.mappings),
  rules: new Map(before?.rules),
  targets: new Map(before?.targets),
});

/** The schedules that run a function; throws when a target names a rule that nobody declared. */
export const declaredSchedules = ({ rules, targets }: Declared): readonly Schedule[] =>
  [...targets.values()].flatMap(({ rule: ruleName, functionName, input }) => {
    const rule = rules.get(ruleName);
    if (rule === undefined)
      throw new Error(`the schedule of ${functionName} names the rule ${ruleName}, which does not exist`);
    return [{ name: rule.name, expression: rule.expression, functionName, input }];
  });

/** The identity of a resource. */
export type Made = {
  readonly type: string;
  readonly urn: string;
  /** The physical name. */
  readonly name: string;
  readonly id: string;
  readonly arn: string;
};

/** A resource that was made, and the inputs that it was given last. */
export type Standing = Made & { readonly inputs: Inputs };

/** What a handler states differently from what is computed for the type. */
type Difference = { readonly id?: string; readonly state?: Readonly<Record<string, unknown>> };

export type Workshop = { readonly cloud: Cloud; readonly declared: Declared };

/**
 * Makes one resource of a type in the local cloud, or brings the one that was made `before` to new inputs; a thrown
 * error names the input at fault.
 */
export type MakeResource = (
  inputs: Inputs,
  made: Made,
  workshop: Workshop,
  before?: Standing,
) => Promise<Difference | undefined> | Difference | undefined;

/** Takes one resource out of the local cloud. */
export type RemoveResource = (standing: Standing, workshop: Workshop) => Promise<void> | void;

/** What the local run does with the resources of one type. */
export type ResourceRule = {
  readonly make: MakeResource;
  readonly remove: RemoveResource;
  /** Inputs for which Pulumi replaces the resource (its schema in the AWS provider marks them); "all" where each does. */
  readonly replaceOn: readonly string[] | "all";
  /** Whether the service makes up the id, so that nothing can depend on it before it is there. */
  readonly idIsMadeUp?: true;
};

/** Rules by Pulumi type (https://www.pulumi.com/registry/packages/aws/api-docs/). */
export type ResourceRules = Readonly<Record<string, ResourceRule>>;

/** Recorded only: nothing is there to be removed. */
export const forget: RemoveResource = () => undefined;
