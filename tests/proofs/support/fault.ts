import * as E from "fp-ts/Either";

/** Runs of a random proof: `PROOF_RUNS`, or as many as fit into a quick run of all tests. */
export const proofRuns = (usual: number): number => {
  const given = process.env.PROOF_RUNS;
  if (given === undefined) return usual;
  const runs = Number(given);
  if (!Number.isSafeInteger(runs) || runs < 1)
    throw new Error(`PROOF_RUNS must be a whole number above 0, not ${given}`);
  return runs;
};

/** The seed of random proofs: `PROOF_SEED` to repeat a run, or a new one. */
export const proofSeed = (): number => Number(process.env.PROOF_SEED ?? Date.now() % 2_147_483_647);

/** From so many runs on, the matrix strikes every course with every fault. */
export const FULL_MATRIX_RUNS = 5_000;

/** A small run that is only to see whether a proof fails at all. */
export const isQuick: boolean = process.env.PROOF_QUICK !== undefined;

/** What can happen at a boundary. `timesOut`: the adapter's own deadline ends the call; `hangs`: nothing ends it but the invocation's end. */
export const faultKinds = ["throws", "hangs", "timesOut", "killed", "throttled", "reset"] as const;
/** What can happen to a write besides. Its first try lands late: after its second has been answered, or after the caller was told that it failed. */
export const lateKinds = ["landsAgain", "landsLate"] as const;
export type FaultKind = (typeof faultKinds)[number] | (typeof lateKinds)[number];

/** `before`: the call has no effect. `after`: it has, and its answer is lost. */
export type Fault = {
  readonly when: "before" | "after";
  readonly kind: FaultKind;
};

/** Something else that happens at a boundary, before a call or once it has had its effect. */
export type Meanwhile = (call: PortCall, when: Fault["when"]) => void;

/** Milliseconds from the call until a late write lands: soon after the SDK has given that try up, or when the next worker is at work. */
export const LANDS_AFTER_MS = { before: 3_500, after: 61_000 } as const;
/** Milliseconds until the SDK gives a try up, and its second has its answer. */
export const TRY_MS = 3_000;

export const isLate = (fault: Fault | undefined): boolean => lateKinds.some((kind) => kind === fault?.kind);

/** One awaited call of a port, as the instrumentation sees it. */
export type PortCall = { readonly index: number; readonly name: string; readonly process: string };

export type FaultPlan = (call: PortCall) => Fault | undefined;
export const noFaults: FaultPlan = () => undefined;

type Failure = (fault: Fault) => unknown;
const unavailable: Failure = () => ({ _tag: "StoreUnavailable" });
const silent: Failure = ({ kind }) => ({ _tag: "CarrierSilent", reason: kind });
const away: Failure = ({ kind }) => ({ _tag: "AssistantUnavailable", reason: kind, retryAfterSeconds: undefined });

/** How each port tells its caller that it failed; a port's function that is not here is not covered by the proofs. */
const failures: Readonly<Record<string, Failure>> = {
  "conversations.putNew": unavailable,
  "conversations.read": unavailable,
  "conversations.readGuard": unavailable,
  "conversations.change": unavailable,
  "conversations.ofRecipient": unavailable,
  "conversations.count": unavailable,
  "consents.putNew": unavailable,
  "consents.read": unavailable,
  "consents.change": unavailable,
  "checks.due": unavailable,
  "checks.ending": unavailable,
  "secrets.get": ({ kind }) => ({ _tag: "SecretMissing", reason: kind }),
  "visibility.hide": () => ({ _tag: "VisibilityUnchanged" }),
  "queue.send": () => ({ _tag: "QueueRefused" }),
  "repliesQueue.send": () => ({ _tag: "QueueRefused" }),
  "correspondence.between": unavailable,
  "correspondence.with": unavailable,
  "companies.find": () => ({ _tag: "CompaniesUnreadable" }),
  "assistant.open": away,
  "assistant.ask": away,
  "assistant.close": away,
  "carrier.templateVariables": silent,
  "carrier.list": silent,
  // A carrier that throttles has not taken the message; one whose answer is lost may have.
  "carrier.send": ({ when, kind }) =>
    when === "before" && kind === "throttled"
      ? { _tag: "NotSent", reason: kind, retryAfterSeconds: 20 }
      : { _tag: "OutcomeUnknown", reason: kind },
};

export const isCovered = (name: string): boolean => failures[name] !== undefined;

/** The failure as the port's own left. */
export const failureOf = (name: string, fault: Fault): E.Either<unknown, never> => {
  const failure = failures[name];
  if (failure === undefined) throw new Error(`no failure is known for ${name}`);
  return E.left(failure(fault));
};

export const isWrite = (name: string): boolean => /^(conversations|consents)\.(putNew|change)$/.test(name);

/** Writes whose answer is lost are tried again by the SDK, which the adapter has to make sense of. */
export const isTriedAgain = (name: string): boolean => /^(conversations|consents)\./.test(name);
