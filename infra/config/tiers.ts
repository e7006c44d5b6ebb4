import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { fieldsOf, isJsonObject } from "../../runtime/codec/json";
import { type ConfigFault, faultIf, unknownFields } from "./faults";
import { OBJECT, parsedJson } from "./plain-types";
import { keysOfProject, type ProjectConfig, requestsLimits, TierName } from "./project-config";
import type { Entry } from "./projects";

/** The limits that the projects of one tier have, each for itself. */
const UsageTier = t.exact(t.partial(requestsLimits, OBJECT), OBJECT);
const UsageTiers = t.record(t.string, UsageTier, "an object of tiers by name");

export type UsageTiers = Readonly<Record<string, t.TypeOf<typeof UsageTier>>>;

type Read = {
  readonly usageTiers: UsageTiers;
  /** Of faulty tiers too, so that a project of one is not blamed. */
  readonly names: readonly string[];
  readonly faults: readonly ConfigFault[];
};

const EXAMPLE = '{"standard":{"requests_per_minute":60,"requests_per_day":5000}}';

const faultAt = (place: string, fault: string): ConfigFault => ({
  key: place === "" ? "usageTiers" : `usageTiers.${place}`,
  fault,
  example: EXAMPLE,
});

const faultOf = ({ context }: t.ValidationError): ConfigFault =>
  faultAt(fieldsOf(context).join("."), `must be ${context.at(-1)?.type.name}`);

const misnamed = (names: readonly string[]): readonly ConfigFault[] =>
  names.filter((name) => !TierName.is(name)).map((name) => faultAt(name, `has a name that is not ${TierName.name}`));

/** Reads `usageTiers`, naming the tier and field of every fault. */
export const readUsageTiers = (text: string): Read => {
  const given = parsedJson(text);
  const names = isJsonObject(given) ? Object.keys(given) : [];
  return pipe(
    UsageTiers.decode(given),
    E.match(
      (errors) => ({ usageTiers: {}, names, faults: errors.map(faultOf) }),
      (usageTiers) => ({
        usageTiers,
        names,
        faults: [
          ...misnamed(names),
          ...unknownFields(given, usageTiers).map((field) => faultAt(field, "is not a field of a tier")),
        ],
      }),
    ),
  );
};

/** Faults of projects whose tier does not exist, or which have limits of their own beside it. */
export const projectTiers = (entries: readonly Entry[], tiers: readonly string[]): readonly ConfigFault[] =>
  entries.flatMap(({ index, project: { usage_tier, rate_limits = {} } }) =>
    usage_tier === undefined
      ? []
      : [
          ...faultIf(
            !tiers.includes(usage_tier),
            `projects[${index}].usage_tier`,
            `names no tier of usageTiers (${tiers.length === 0 ? "which has none" : tiers.join(", ")})`,
            tiers[0] ?? '{"standard":{"requests_per_minute":60}} as usageTiers',
          ),
          ...Object.keys(requestsLimits).flatMap((limit) =>
            faultIf(
              Object.hasOwn(rate_limits, limit),
              `projects[${index}].rate_limits.${limit}`,
              `cannot stand beside usage_tier (${usage_tier}), which sets it`,
              "one of the two",
            ),
          ),
        ],
  );

/** API keys of an account in a region; AWS raises this quota for nobody (API Gateway developer guide, "Quotas for configuring and running a REST API"). */
export const MOST_API_KEYS = 10_000;

/** What API Gateway would refuse halfway through a deployment: more usage plans or keys than its quotas. */
export const tooManyPlans = (
  projects: readonly ProjectConfig[],
  tiers: number,
  usagePlanQuota: number,
): readonly ConfigFault[] => {
  const plans = projects.filter(({ usage_tier }) => usage_tier === undefined).length + tiers;
  const keys = projects.flatMap(keysOfProject).length;
  return [
    ...faultIf(
      plans > usagePlanQuota,
      "projects",
      `need ${plans} usage plans, one for each tier and for each project without one, and usagePlanQuota is ${usagePlanQuota}: give projects with the same limits a usage_tier`,
      '{"standard":{"requests_per_minute":60}} as usageTiers, and "usage_tier":"standard" in the entries',
    ),
    ...faultIf(
      keys > MOST_API_KEYS,
      "projects",
      `have ${keys} API keys, and an account may have ${MOST_API_KEYS} in a region`,
      "the rest in a stack of another region or account",
    ),
  ];
};
