import { makeTokenBucket, type Throttle, type TokenBucket } from "./limits";

export type StageDeclaration = {
  readonly apiId: string;
  readonly name: string;
  readonly accessLog?: { readonly logGroup: string; readonly format: string };
};

export type Stage = StageDeclaration & { readonly bucket: TokenBucket | undefined };

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
export const makeStages = (now: () => number) => {
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
      stages.set(declaration.name, { ...declaration, bucket: before?.bucket });
    },
    setThrottle: (apiId: string, name: string, throttle: Throttle) => {
      stages.set(name, { ...stageOf(apiId, name), bucket: makeTokenBucket(throttle, now) });
    },
    remove: (apiId: string, name: string) => {
      if (stages.get(name)?.apiId === apiId) stages.delete(name);
    },
    removeAllOf: (apiId: string) => {
      for (const [name, stage] of stages) if (stage.apiId === apiId) stages.delete(name);
    },
  };
};
