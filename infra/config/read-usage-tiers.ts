import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import type { ConfigFault } from "./config-fault";
import { fieldPath } from "./field-path";
import { parsedJson } from "./parsed-json";
import { isPlainObject } from "./plain-object";
import { OBJECT } from "./plain-types";
import { requestsLimits } from "./requests-limits";
import { TierName } from "./tier-name";
import { unknownFields } from "./unknown-fields";

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
  faultAt(fieldPath(context), `must be ${context.at(-1)?.type.name}`);

const misnamed = (names: readonly string[]): readonly ConfigFault[] =>
  names.filter((name) => !TierName.is(name)).map((name) => faultAt(name, `has a name that is not ${TierName.name}`));

/** Reads `usageTiers`, naming the tier and field of every fault. */
export const readUsageTiers = (text: string): Read => {
  const given = parsedJson(text);
  const names = isPlainObject(given) ? Object.keys(given) : [];
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
