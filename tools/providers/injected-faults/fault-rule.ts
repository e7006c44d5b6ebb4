import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { isJsonObject } from "../../../runtime/codec/json";
import { closed, named, type Problem, problemsOr, wholeNumber } from "../codec/problems";
import { type ProviderName, providerNames } from "../ledger/ledger-entry";
import { FaultBody, type InjectedFault, statusWanted } from "./injected-fault";
import { vocabularies } from "./vocabulary";

const NonEmpty = named("a non-empty string", (input): input is string => typeof input === "string" && input !== "");
const Times = named(
  'a whole number from 1, or "always"',
  (input): input is number | "always" =>
    input === "always" || (typeof input === "number" && Number.isSafeInteger(input) && input >= 1),
);
const Probability = named(
  "a number above 0 and at most 1",
  (input): input is number => typeof input === "number" && input > 0 && input <= 1,
);

/** Addresses, and text that the request's raw body contains. */
const matched = { to: NonEmpty, from: NonEmpty, contains: NonEmpty };

const specOf = (provider: ProviderName) => {
  const { operations } = vocabularies[provider];
  const optional = {
    provider: t.literal(provider),
    operation: named(`one of ${operations.join(", ")}`, (input): input is string =>
      operations.some((one) => one === input),
    ),
    match: closed("an object", matched, {}),
    /** How often it strikes; `always` until removed. */
    times: Times,
    /** Chance per matching request, from a PRNG seeded with `seed`. */
    probability: Probability,
    seed: wholeNumber(0, 0xffffffff),
  };
  return closed("an object", optional, { fault: FaultBody });
};

type Written = t.TypeOf<ReturnType<typeof specOf>>;

/** Which requests an injected fault strikes, and how often; `times` defaults to 1, or to `always` when a `probability` is given. */
export type FaultSpec = Omit<Written, "provider"> & { readonly provider: ProviderName };

export type FaultRule = Required<Pick<Written, "match" | "times" | "probability" | "seed">> & {
  readonly provider: ProviderName;
  readonly operation: string | null;
  readonly fault: InjectedFault;
};

type Faulty<A> = E.Either<readonly Problem[], A>;

const problem = (field: string, message: string): Faulty<never> => E.left([{ field, message }]);

const oneKind = ["hang", "reset", "acceptThenStatus", "malformed", "assistant"] as const;

/** The one kind of fault that a body names; for the codes that the vocabulary knows, the status may be left out. */
const kindOf = (provider: ProviderName, given: FaultBody): Faulty<InjectedFault> => {
  const { delayMs = 0, code, hang, reset, acceptThenStatus, malformed, assistant } = given;
  const byStatus = given.status !== undefined || code !== undefined;
  const kinds = [...(byStatus ? ["status"] : []), ...oneKind.filter((kind) => given[kind] !== undefined)];
  if (kinds.length > 1) return problem("fault", `must be of one kind, not ${kinds.join(" and ")}`);
  if (byStatus) {
    const status = given.status ?? vocabularies[provider].codes[String(code)]?.status;
    const { body, headers = {} } = given;
    return status === undefined
      ? problem("fault.status", statusWanted)
      : E.right({ kind: "status", status, code: code === undefined ? null : String(code), body, headers, delayMs });
  }
  const stray = (["body", "headers"] as const).find((key) => given[key] !== undefined);
  if (stray !== undefined) return problem(`fault.${stray}`, "goes with a status or code only");
  if (hang !== undefined) return E.right({ kind: "hang", phase: hang, delayMs });
  if (reset !== undefined) return E.right({ kind: "reset", phase: reset, delayMs });
  if (acceptThenStatus !== undefined) return E.right({ kind: "acceptThenStatus", status: acceptThenStatus, delayMs });
  if (malformed !== undefined) return E.right({ kind: "malformed", delayMs });
  if (assistant !== undefined) {
    return provider === "openai"
      ? E.right({ kind: "assistant", output: assistant, delayMs })
      : problem("fault.assistant", "is for the provider openai only");
  }
  return given.delayMs === undefined
    ? problem("fault", `names no kind: give one of status, code, delayMs, ${oneKind.join(", ")}`)
    : E.right({ kind: "delay", delayMs });
};

/** Where the fault strikes: an assistant's, left to strike anywhere, would be used up by a request without an output to spoil. */
const operationOf = (operation: string | undefined, { kind }: InjectedFault): Faulty<string | null> => {
  if (kind !== "assistant") return E.right(operation ?? null);
  return operation === undefined || operation === "responses.create"
    ? E.right("responses.create")
    : problem("operation", "must be responses.create for fault.assistant");
};

const providerOf = (value: unknown, only: ProviderName | undefined): Faulty<ProviderName> => {
  const given = isJsonObject(value) ? (value.provider ?? only) : only;
  const provider = providerNames.find((name) => name === given);
  if (provider === undefined) return problem("provider", `must be one of ${providerNames.join(", ")}`);
  return only === undefined || provider === only
    ? E.right(provider)
    : problem("provider", `must be ${only} at this server`);
};

/** Reads one rule; `only` is the provider of the server that was asked. */
export const readFaultRule = (value: unknown, only?: ProviderName): Faulty<FaultRule> =>
  pipe(
    providerOf(value, only),
    E.bindTo("provider"),
    E.bind("spec", ({ provider }) => problemsOr(specOf(provider), (expected) => `must be ${expected}`)(value)),
    E.bind("fault", ({ provider, spec }) => kindOf(provider, spec.fault)),
    E.bind("operation", ({ spec, fault }) => operationOf(spec.operation, fault)),
    E.map(({ spec: { match = {}, probability, seed = 1, times }, ...rule }) => {
      const usualTimes = probability === undefined ? 1 : "always";
      return { match, probability: probability ?? 1, seed, times: times ?? usualTimes, ...rule };
    }),
    E.mapLeft((problems) => problems.map(({ field, message }) => ({ field: field || "rule", message }))),
  );
