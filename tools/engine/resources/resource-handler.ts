import type { OpenApiDocument } from "../../aws/api-gateway/document";
import type { EventSourceMapping } from "../../aws/event-source/event-source-mapping";
import type { Schedule } from "../../aws/schedule/schedule";
import type { Cloud } from "./cloud";
import type { Inputs } from "./read-input";

export type ScheduleRule = { readonly name: string; readonly expression: string; readonly enabled: boolean };
export type ScheduleTarget = { readonly rule: string; readonly functionName: string; readonly input: unknown };
export type DeclaredApi = {
  readonly id: string;
  readonly name: string;
  readonly body: OpenApiDocument;
  readonly binaryMediaTypes: readonly string[];
  readonly minimumCompressionSize?: number;
};

export type DeclaredResponse = { readonly apiId: string; readonly type: string; readonly response: unknown };

/** What is declared one resource at a time, but can only be put to use with others or when all is there; by id. */
export type Declared = {
  readonly apis: Map<string, DeclaredApi>;
  readonly responses: Map<string, DeclaredResponse>;
  readonly mappings: Map<string, EventSourceMapping>;
  readonly rules: Map<string, ScheduleRule>;
  readonly targets: Map<string, ScheduleTarget>;
};

export const nothingDeclared = (): Declared => ({
  apis: new Map(),
  responses: new Map(),
  mappings: new Map(),
  rules: new Map(),
  targets: new Map(),
});

/** A copy in which a rehearsal can declare what it likes. */
export const copyOfDeclared = ({ apis, responses, mappings, rules, targets }: Declared): Declared => ({
  apis: new Map(apis),
  responses: new Map(responses),
  mappings: new Map(mappings),
  rules: new Map(rules),
  targets: new Map(targets),
});

/** The schedules that run a function; throws when a target names a rule that nobody declared. */
export const declaredSchedules = ({ rules, targets }: Declared): readonly Schedule[] =>
  [...targets.values()].flatMap(({ rule: ruleName, functionName, input }) => {
    const rule = rules.get(ruleName);
    if (rule === undefined)
      throw new Error(`the schedule of ${functionName} names the rule ${ruleName}, which does not exist`);
    return rule.enabled ? [{ name: rule.name, expression: rule.expression, functionName, input }] : [];
  });

/** The identity of a resource that is being made. */
export type Made = {
  readonly type: string;
  readonly urn: string;
  /** The physical name. */
  readonly name: string;
  readonly id: string;
  readonly arn: string;
};

/** A resource that was made, as the record of the deployment has it. */
export type Existing = { readonly inputs: Inputs; readonly made: Made; readonly id: string };

/** What a handler states differently from what is computed for the type. */
export type Difference = { readonly id?: string; readonly state?: Readonly<Record<string, unknown>> };

export type Workshop = { readonly cloud: Cloud; readonly declared: Declared };

/** Makes one resource of a type in the local cloud; a thrown error names the input at fault. */
export type ResourceHandler = (
  inputs: Inputs,
  made: Made,
  workshop: Workshop,
) => Promise<Difference | undefined> | Difference | undefined;

/** Brings a resource that exists to new inputs, in place. */
export type ChangeResource = (
  inputs: Inputs,
  existing: Existing,
  workshop: Workshop,
) => Promise<Difference | undefined> | Difference | undefined;

/** Takes one resource out of the local cloud. */
export type RemoveResource = (existing: Existing, workshop: Workshop) => Promise<void> | void;

/** What the local run does with the resources of one type. */
export type ResourceRule = {
  readonly make: ResourceHandler;
  readonly change: ChangeResource;
  readonly remove: RemoveResource;
  /** Inputs for which Pulumi replaces the resource; "all" for one that cannot be changed. */
  readonly replaceOn: readonly string[] | "all";
  /** Whether making puts the new one in the place of one with the same id in one step, so that it need not be removed before. */
  readonly takesPlace: boolean;
  /** Whether the service makes up outputs, so that nothing can depend on these before they are there. */
  readonly outputsUnknownBefore: boolean;
};

type Specifics = Pick<ResourceRule, "replaceOn"> &
  Partial<Pick<ResourceRule, "change" | "takesPlace" | "outputsUnknownBefore">>;

/** A type whose making overwrites is changed by making it again; any other one says how it is changed. */
export const rule = (make: ResourceHandler, remove: RemoveResource, specifics: Specifics): ResourceRule => ({
  make,
  remove,
  replaceOn: specifics.replaceOn,
  change: specifics.change ?? ((inputs, { made }, workshop) => make(inputs, made, workshop)),
  takesPlace: specifics.takesPlace ?? specifics.change === undefined,
  outputsUnknownBefore: specifics.outputsUnknownBefore ?? false,
});

/** Types that are recorded only can be changed at will. */
export const recordedRule: ResourceRule = rule(
  () => undefined,
  () => undefined,
  { replaceOn: [] },
);
