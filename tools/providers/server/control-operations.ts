import { type Problem, parseJson } from "../codec/problems";
import { parseFaultRule } from "../injected-faults/fault-rule";
import type { InjectedFaults } from "../injected-faults/injected-faults";
import { isSend, type Ledger, sameAddress } from "../ledger/ledger";
import type { ProviderName } from "../ledger/ledger-entry";
import type { Answer, Operation } from "./operation";

const ok = (body: unknown): Answer => ({ status: 200, body });

const refused = (problems: readonly Problem[]): Answer => ({
  status: 400,
  body: { message: "the faults were refused, nothing was changed", errors: problems },
});

const putFaults = (provider: ProviderName, faults: InjectedFaults, body: string): Answer => {
  const parsed = parseJson(body);
  if (!parsed.ok) return refused([{ field: "body", message: "must be JSON" }]);
  if (!Array.isArray(parsed.value)) return refused([{ field: "body", message: "must be a list of faults" }]);
  const results = parsed.value.map((rule) => parseFaultRule(rule, provider));
  const problems = results.flatMap((result, index) =>
    result.ok ? [] : result.problems.map(({ field, message }) => ({ field: `[${index}].${field}`, message })),
  );
  if (problems.length > 0) return refused(problems);
  faults.replace(
    provider,
    results.flatMap((result) => (result.ok ? [result.rule] : [])),
  );
  return ok(faults.list(provider));
};

/** `/_ledger`, `/_attempts` and `/_faults` of one provider's server, for tools outside this process. */
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
      return { status: 204, body: null };
    },
  },
  { name: "attempts.read", method: "GET", path: "/_attempts", handle: () => ok(ledger.attempts(provider)) },
  { name: "faults.read", method: "GET", path: "/_faults", handle: () => ok(faults.list(provider)) },
  {
    name: "faults.replace",
    method: "PUT",
    path: "/_faults",
    handle: ({ body }) => putFaults(provider, faults, body),
  },
  {
    name: "faults.clear",
    method: "DELETE",
    path: "/_faults",
    handle: () => {
      faults.clear(provider);
      return { status: 204, body: null };
    },
  },
];
