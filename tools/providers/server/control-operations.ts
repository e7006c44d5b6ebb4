import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RA from "fp-ts/ReadonlyArray";
import { parseJson } from "../../../runtime/codec/json";
import type { Problem } from "../codec/problems";
import { type FaultRule, readFaultRule } from "../injected-faults/fault-rule";
import type { InjectedFaults } from "../injected-faults/injected-faults";
import type { Ledger } from "../ledger/ledger";
import type { ProviderName } from "../ledger/ledger-entry";
import { type Answer, type Operation, ok } from "./operation";

const refused = (errors: readonly Problem[]): Answer => ({
  status: 400,
  body: { message: "the faults were refused, nothing was changed", errors },
});

type Faulty<A> = E.Either<readonly Problem[], A>;

const ofBody = (message: string): readonly Problem[] => [{ field: "body", message }];

/** Every rule of the list, or what is wrong with any of them. */
const rulesIn = (provider: ProviderName, body: string): Faulty<readonly FaultRule[]> =>
  pipe(
    body,
    parseJson(() => ofBody("must be JSON")),
    E.filterOrElse(Array.isArray, () => ofBody("must be a list of faults")),
    E.chain(
      RA.traverseWithIndex(E.getApplicativeValidation(RA.getSemigroup<Problem>()))((at, rule) =>
        pipe(
          readFaultRule(rule, provider),
          E.mapLeft(RA.map(({ field, message }) => ({ field: `[${at}].${field}`, message }))),
        ),
      ),
    ),
  );

/**
 * What a stand-in answers about itself to tools outside this process: `/_ledger` (what it accepted), `/_attempts` (what it
 * refused) and `/_faults` (how it is told to fail).
 */
export const controlOperations = (
  provider: ProviderName,
  ledger: Ledger,
  faults: InjectedFaults,
): readonly Operation[] => {
  const control = (method: Operation["method"], path: string, handle: Operation["handle"]): Operation => ({
    name: `${method} ${path}`,
    method,
    path,
    handle,
  });
  const replaceFaults = (rules: readonly FaultRule[]): Answer => {
    faults.replace(provider, rules);
    return ok(faults.list(provider));
  };
  return [
    control("GET", "/_ledger", ({ query }) => {
      const to = query.get("to");
      return ok(
        to === null ? ledger.byProvider(provider) : ledger.sends(to).filter((one) => one.provider === provider),
      );
    }),
    control("GET", "/_attempts", () => ok(ledger.attempts(provider))),
    control("GET", "/_faults", () => ok(faults.list(provider))),
    control("PUT", "/_faults", ({ body }) => pipe(rulesIn(provider, body), E.match(refused, replaceFaults))),
  ];
};
