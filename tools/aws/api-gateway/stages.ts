import type { Route } from "./api";
import { makeTokenBucket, type Throttle, type TokenBucket } from "./limits";

export type StageDeclaration = {
  readonly apiId: string;
  readonly name: string;
  readonly accessLog?: { readonly logGroup: string; readonly format: string };
};

/** The stage's throttles by path of method settings, and a bucket per method, made when it is first called. */
export type Stage = StageDeclaration & {
  readonly throttles: ReadonlyMap<string, Throttle>;
  readonly buckets: Map<string, TokenBucket>;
};

/** Stands for all methods that have no settings of their own. */
export const ALL_METHODS = "*/*";

/** A method's name among method settings, in which `~1` stands for each slash. */
export const settingsPathOf = ({ resource, method }: Pick<Route, "resource" | "method">): string =>
  `${resource.replaceAll("/", "~1")}/${method}`;

/**
 * A method's bucket. Every method has one of its own, even where the throttle is set for all of the stage.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export const bucketOf = ({ throttles, buckets }: Stage, route: Route, now: () => number): TokenBucket | undefined => {
  const path = settingsPathOf(route);
  const throttle = throttles.get(path) ?? throttles.get(ALL_METHODS);
  const bucket = buckets.get(path) ?? (throttle && makeTokenBucket(throttle, now));
  if (bucket !== undefined) buckets.set(path, bucket);
  return bucket;
};

const requireLogFormat = (format: string, stage: string): void => {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
  if (!/\$context\.(requestId|extendedRequestId)\b/.test(format))
    throw new Error(
      `stage "${stage}": the access log format must contain $context.requestId or $context.extendedRequestId`,
    );
  if (/\n./.test(format)) throw new Error(`stage "${stage}": the access log format must be a single line`);
};

export type Stages = ReturnType<typeof makeStages>;

/** The stages by name. One listener serves all APIs, so a name can be used by one API only. */
export const makeStages = () => {
  const stages = new Map<string, Stage>();
  const stageOf = (apiId: string, name: string): Stage => {
    const stage = stages.get(name);
    if (stage?.apiId !== apiId) throw new Error(`API "${apiId}" has no stage "${name}"`);
    return stage;
  };
  return {
    find: (name: string): Stage | undefined => stages.get(name),
    put: (declaration: StageDeclaration) => {
      const before = stages.get(declaration.name);
      if (before !== undefined && before.apiId !== declaration.apiId)
        throw new Error(
          `stage "${declaration.name}" is already used by API "${before.apiId}"; locally a stage name is unique`,
        );
      if (declaration.accessLog !== undefined) requireLogFormat(declaration.accessLog.format, declaration.name);
      stages.set(declaration.name, {
        ...declaration,
        throttles: before?.throttles ?? new Map(),
        buckets: before?.buckets ?? new Map(),
      });
    },
    /** Sets the throttle of one method or of all, or takes it back; buckets are full again. */
    setThrottle: (apiId: string, name: string, path: string, throttle: Throttle | undefined) => {
      const stage = stageOf(apiId, name);
      const others = [...stage.throttles].filter(([other]) => other !== path);
      const throttles = new Map<string, Throttle>(throttle === undefined ? others : [...others, [path, throttle]]);
      stages.set(name, { ...stage, throttles, buckets: new Map() });
    },
    remove: (apiId: string, name: string) => {
      if (stages.get(name)?.apiId === apiId) stages.delete(name);
    },
    removeAllOf: (apiId: string) => {
      for (const [name, stage] of stages) if (stage.apiId === apiId) stages.delete(name);
    },
  };
};
