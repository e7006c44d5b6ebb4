import { existsSync } from "node:fs";
import type { FunctionSpec } from "./function-spec";
import { reservedNames } from "./worker-environment";

const isWholeBetween = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** What is wrong with a spec, in plain words; empty when AWS would take it. Limits: AWS Lambda quotas. */
export const functionSpecFaults = (spec: FunctionSpec): readonly string[] => {
  const reserved = spec.reservedConcurrency;
  const taken = reservedNames.filter((name) => name in spec.environment);
  return [
    /^[A-Za-z0-9_-]{1,64}$/.test(spec.name) ? [] : ["name: 1 to 64 letters, digits, hyphens or underscores"],
    existsSync(spec.codeFolder) ? [] : [`codeFolder: ${spec.codeFolder} does not exist`],
    /^[^\s.]+(\.[^\s.]+)+$/.test(spec.handler.split("/").at(-1) ?? "") ? [] : ["handler: must look like file.function"],
    isWholeBetween(spec.memoryMb, 128, 10_240) ? [] : ["memoryMb: a whole number from 128 to 10240"],
    isWholeBetween(spec.timeoutSeconds, 1, 900) ? [] : ["timeoutSeconds: a whole number from 1 to 900"],
    reserved === undefined || isWholeBetween(reserved, 0, Number.MAX_SAFE_INTEGER)
      ? []
      : ["reservedConcurrency: a whole number from 0"],
    taken.length === 0 ? [] : [`environment: ${taken.join(", ")} is set by Lambda itself`],
  ].flat();
};
