import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RA from "fp-ts/ReadonlyArray";
import { parseJson } from "../../../runtime/codec/json";
import type { Problem } from "../codec/problems";
import { type FaultRule, readFaultRule } from "../injected-faults/fault-rule";
import type { InjectedFaults } from "../injected-faults/injected-faults";
import { isSend, type Ledger, sameAddress } from "../ledger/ledger";
import type { ProviderName } from "../ledger/ledger-entry";
import type { Answer, Operation } from "./operation";

const ok = (body: unknown): Answer => ({ status: 200, body });
const done: Answer = { status: 204, body: null };

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

/** `/_ledger`, `/_attempts` and `/_faults` of one provider's server, for tools outside this process; how a stand-in is told to fail. */
export const controlOperations = (
  provider: ProviderName,
  ledger: Ledger,
  faults: InjectedFaults,
): readonly Operation[] => [
  {
    name: "ledger.read",
    method: "GET",
    path: "/_ledger",
    handle: ({ query }) => {
      const to = query.get("to");
      const all = ledger.byProvider(provider);
      return ok(to === null ? all : all.filter((entry) => isSend(entry) && sameAddress(to, entry.to)));
    },
  },
  {
    name: "ledger.clear",
    method: "DELETE",
    path: "/_ledger",
    handle: () => {
      ledger.clear(provider);
      return done;
    },
  },
  { name: "attempts.read", method: "GET", path: "/_attempts", handle: () => ok(ledger.attempts(provider)) },
  { name: "faults.read", method: "GET", path: "/_faults", handle: () => ok(faults.list(provider)) },
  {
    name: "faults.replace",
    method: "PUT",
    path: "/_faults",
    handle: ({ body }) =>
      pipe(
        rulesIn(provider, body),
        E.match(refused, (rules) => {
          faults.replace(provider, rules);
          return ok(faults.list(provider));
        }),
      ),
  },
  {
    name: "faults.clear",
    method: "DELETE",
    path: "/_faults",
    handle: () => {
      faults.clear(provider);
      return done;
    },
  },
];
