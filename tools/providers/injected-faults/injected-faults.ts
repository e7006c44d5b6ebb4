import * as E from "fp-ts/Either";
import { not } from "fp-ts/Predicate";
import { sameAddress } from "../ledger/ledger";
import type { ProviderName } from "../ledger/ledger-entry";
import { type FaultRule, type FaultSpec, readFaultRule } from "./fault-rule";
import type { InjectedFault } from "./injected-fault";
import { seededRandom } from "./seeded-random";

/** What a request is about, as far as faults can match it. */
export type Subject = { readonly to: string | null; readonly from: string | null };

export type FaultCandidate = {
  readonly provider: ProviderName;
  readonly operation: string;
  readonly body: string;
  /** Asked for only when a rule matches by address. */
  readonly subject: () => Subject;
};

type ProgrammedFault = FaultRule & { readonly struck: number };

export type InjectedFaults = {
  /** Adds a fault and returns its removal; throws an Error naming the field when the fault makes no sense. */
  readonly add: (spec: FaultSpec) => () => void;
  readonly replace: (provider: ProviderName, rules: readonly FaultRule[]) => void;
  readonly clear: () => void;
  readonly list: (provider?: ProviderName) => readonly ProgrammedFault[];
  /** The first fault that strikes this request; striking uses up one of its `times`. */
  readonly strike: (candidate: FaultCandidate) => InjectedFault | undefined;
};

type Held = { readonly rule: FaultRule; readonly random: () => number; struck: number };

const hold = (rule: FaultRule): Held => ({ rule, random: seededRandom(rule.seed), struck: 0 });

const matches = ({ provider, operation, match }: FaultRule, candidate: FaultCandidate): boolean => {
  if (provider !== candidate.provider) return false;
  if (operation !== null && operation !== candidate.operation) return false;
  if (match.contains !== undefined && !candidate.body.includes(match.contains)) return false;
  if (match.to === undefined && match.from === undefined) return true;
  const { to, from } = candidate.subject();
  const named = (wanted: string | undefined, address: string | null) =>
    wanted === undefined || (address !== null && sameAddress(wanted, address));
  return named(match.to, to) && named(match.from, from);
};

const isOf =
  (provider?: ProviderName) =>
  ({ rule }: Held): boolean =>
    provider === undefined || rule.provider === provider;

const usedUp = ({ rule, struck }: Held): boolean => rule.times !== "always" && struck >= rule.times;

/** The faults that are injected into the provider stand-ins; rules are tried in the order in which they were added. */
export const makeInjectedFaults = (): InjectedFaults => {
  let rules: readonly Held[] = [];
  return {
    add: (spec) => {
      const read = readFaultRule(spec);
      if (E.isLeft(read)) {
        const problems = read.left.map(({ field, message }) => `${field} ${message}`);
        throw new Error(`this fault makes no sense: ${problems.join("; ")}`);
      }
      const held = hold(read.right);
      rules = [...rules, held];
      return () => {
        rules = rules.filter((one) => one !== held);
      };
    },
    replace: (provider, fresh) => {
      rules = [...rules.filter(not(isOf(provider))), ...fresh.map(hold)];
    },
    clear: () => {
      rules = [];
    },
    list: (provider) => rules.filter(isOf(provider)).map(({ rule, struck }) => ({ ...rule, struck })),
    strike: (candidate) => {
      for (const held of rules) {
        if (usedUp(held) || !matches(held.rule, candidate)) continue;
        if (held.rule.probability < 1 && held.random() >= held.rule.probability) continue;
        held.struck += 1;
        return held.rule.fault;
      }
      return undefined;
    },
  };
};
