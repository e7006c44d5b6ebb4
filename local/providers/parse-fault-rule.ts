import type { FaultMatch, FaultRule } from "./fault";
import { faultVocabulary } from "./fault-vocabulary";
import { isRecord } from "./is-record";
import { parseFault } from "./parse-fault";
import { isWholeNumber, type Problem, type Report, refuseUnknownKeys } from "./problem";
import { type ProviderName, providerNames } from "./provider-name";

export type ParsedFaultRule =
  | { readonly ok: true; readonly rule: FaultRule }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const matchKeys = ["to", "from", "contains"] as const;

const parseMatch = (value: unknown, report: Report): FaultMatch => {
  if (value === undefined) return {};
  if (!isRecord(value)) {
    report("match", "must be an object");
    return {};
  }
  refuseUnknownKeys(value, matchKeys, "match.", report);
  const given = matchKeys.flatMap((key): readonly (readonly [string, string])[] => {
    const wanted = value[key];
    if (typeof wanted === "string" && wanted !== "") return [[key, wanted]];
    if (wanted !== undefined) report(`match.${key}`, "must be a non-empty string");
    return [];
  });
  return Object.fromEntries(given);
};

const parseTimes = (value: unknown, fallback: number | "always", report: Report): number | "always" => {
  if (value === undefined) return fallback;
  if (value === "always" || isWholeNumber(value, 1, Number.MAX_SAFE_INTEGER)) return value;
  report("times", 'must be a whole number from 1, or "always"');
  return fallback;
};

const parseProvider = (value: unknown, only: ProviderName | undefined, report: Report): ProviderName | undefined => {
  const provider = providerNames.find((name) => name === (value ?? only));
  if (provider === undefined) report("provider", `must be one of ${providerNames.join(", ")}`);
  else if (only !== undefined && provider !== only) report("provider", `must be ${only} at this server`);
  return provider;
};

/** Reads one programmed fault from unknown data; `only` is the provider of the server that was asked. */
export const parseFaultRule = (value: unknown, only?: ProviderName): ParsedFaultRule => {
  const problems: Problem[] = [];
  const report: Report = (field, message) => problems.push({ field, message });
  if (!isRecord(value)) return { ok: false, problems: [{ field: "rule", message: "must be an object" }] };
  refuseUnknownKeys(value, ["provider", "operation", "match", "times", "probability", "seed", "fault"], "", report);
  const provider = parseProvider(value.provider, only, report);
  const { operation, probability = 1, seed = 1 } = value;
  if (provider !== undefined && operation !== undefined) {
    const { operations } = faultVocabulary[provider];
    if (typeof operation !== "string" || !operations.includes(operation)) {
      report("operation", `must be one of ${operations.join(", ")}`);
    }
  }
  if (typeof probability !== "number" || !(probability > 0 && probability <= 1)) {
    report("probability", "must be a number above 0 and at most 1");
  }
  if (!isWholeNumber(seed, 0, 0xffffffff)) report("seed", "must be a whole number from 0 to 4294967295");
  const match = parseMatch(value.match, report);
  const times = parseTimes(value.times, value.probability === undefined ? 1 : "always", report);
  const fault = provider === undefined ? undefined : parseFault(provider, value.fault, report);
  // Left to strike anywhere, it would be used up by a request that has no output to spoil.
  const operationHit = fault?.kind === "assistant" ? "responses.create" : operation;
  if (operation !== undefined && operationHit !== operation)
    report("operation", "must be responses.create for fault.assistant");
  if (problems.length > 0 || provider === undefined || fault === undefined) return { ok: false, problems };
  return {
    ok: true,
    rule: {
      provider,
      operation: typeof operationHit === "string" ? operationHit : null,
      match,
      times,
      probability: Number(probability),
      seed: Number(seed),
      fault,
    },
  };
};
