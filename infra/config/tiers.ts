import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { fieldsOf, isJsonObject } from "../../runtime/codec/json";
import { type ConfigFault, unknownFields } from "./faults";
import { OBJECT, parsedJson } from "./plain-types";
import { DEFAULT_LABELS, type ProjectConfig, requestsLimits, TierName } from "./project-config";
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

const unknownTier = ({ index, project }: Entry, tiers: readonly string[]): readonly ConfigFault[] =>
  project.usage_tier === undefined || tiers.includes(project.usage_tier)
    ? []
    : [
        {
          key: `projects[${index}].usage_tier`,
          fault: `names no tier of usageTiers (${tiers.length === 0 ? "which has none" : tiers.join(", ")})`,
          example: tiers[0] ?? '{"standard":{"requests_per_minute":60}} as usageTiers',
        },
      ];

const limitsBesideTier = ({ index, project }: Entry): readonly ConfigFault[] =>
  project.usage_tier === undefined
    ? []
    : Object.keys(requestsLimits)
        .filter((limit) => Object.hasOwn(project.rate_limits ?? {}, limit))
        .map((limit) => ({
          key: `projects[${index}].rate_limits.${limit}`,
          fault: `cannot stand beside usage_tier (${project.usage_tier}), which sets it`,
          example: "one of the two",
        }));

/** Faults of projects whose tier does not exist, or which have limits of their own beside it. */
export const projectTiers = (entries: readonly Entry[], tiers: readonly string[]): readonly ConfigFault[] =>
  entries.flatMap((entry) => [...unknownTier(entry, tiers), ...limitsBesideTier(entry)]);

/** API keys of an account in a region; AWS raises this quota for nobody (API Gateway developer guide, "Quotas for configuring and running a REST API"). */
export const MOST_API_KEYS = 10_000;

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** What API Gateway would refuse halfway through a deployment: more usage plans or keys than its quotas. */
export const tooManyPlans = (
  projects: readonly ProjectConfig[],
  tiers: number,
  usagePlanQuota: number,
): readonly ConfigFault[] => {
  const plans = projects.filter(({ usage_tier }) => usage_tier === undefined).length + tiers;
  const keys = total(projects.map(({ api_keys = DEFAULT_LABELS }) => api_keys.length));
  return [
    ...(plans > usagePlanQuota
      ? [
          {
            key: "projects",
            fault: `need ${plans} usage plans, one for each tier and for each project without one, and usagePlanQuota is ${usagePlanQuota}: give projects with the same limits a usage_tier`,
            example:
              '{"standard":{"requests_per_minute":60}} as usageTiers, and "usage_tier":"standard" in the entries',
          },
        ]
      : []),
    ...(keys > MOST_API_KEYS
      ? [
          {
            key: "projects",
            fault: `have ${keys} API keys, and an account may have ${MOST_API_KEYS} in a region`,
            example: "the rest in a stack of another region or account",
          },
        ]
      : []),
  ];
};
