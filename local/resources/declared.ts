import type { OpenApiDocument } from "../api-gateway/open-api-document";
import type { EventSourceMapping } from "../event-source/event-source-mapping";
import type { Schedule } from "../schedule/start-schedule";

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
