import {
  isRecord,
  isStringRecord,
  isWholeNumber,
  type Json,
  type Problem,
  type Report,
  refuseUnknownKeys,
} from "../codec/problems";
import { type ProviderName, providerNames } from "../ledger/ledger-entry";
import { assistantFaults, type FaultMatch, type FaultRule, type InjectedFault } from "./injected-fault";

type Vocabulary = {
  readonly operations: readonly string[];
  /** The HTTP status that goes with each of the provider's error codes; other codes need a `status`. */
  readonly codes: Readonly<Record<string, number>>;
};

export const faultVocabulary: Readonly<Record<ProviderName, Vocabulary>> = {
  openai: {
    operations: [
      "conversations.create",
      "conversations.retrieve",
      "conversations.delete",
      "conversations.items.list",
      "conversations.items.delete",
      "responses.create",
      "models.list",
      "models.retrieve",
    ],
    codes: {
      invalid_api_key: 401,
      insufficient_quota: 429,
      rate_limit_exceeded: 429,
      model_not_found: 400,
      server_error: 500,
    },
  },
  twilio: {
    operations: ["messages.create", "messages.list", "messages.fetch", "content.fetch"],
    codes: {
      "20003": 401,
      "20404": 404,
      "20429": 429,
      "21211": 400,
      "21408": 403,
      "21608": 400,
      "21610": 400,
      "21635": 400,
      "21655": 400,
      "21656": 400,
      "63016": 400,
      "63018": 429,
      "63021": 400,
    },
  },
  sendgrid: { operations: ["mail.send"], codes: {} },
};

/** Reads an error answer; for the codes that the vocabulary knows, the status may be left out. */
export const parseStatusFault = (
  provider: ProviderName,
  { status, code, body, headers = {} }: Json,
  delayMs: number,
  report: Report,
): InjectedFault | undefined => {
  if (code !== undefined && typeof code !== "string" && typeof code !== "number") {
    report("fault.code", "must be a string or a number");
    return undefined;
  }
  const codeText = code === undefined ? null : String(code);
  const wanted = status ?? (codeText === null ? undefined : faultVocabulary[provider].codes[codeText]);
  const isError = isWholeNumber(wanted, 400, 599);
  if (!isError) {
    report("fault.status", "must be a whole number from 400 to 599 (it may be left out for the codes known here)");
  }
  if (!isStringRecord(headers)) report("fault.headers", "must be an object of strings");
  return isError && isStringRecord(headers)
    ? { kind: "status", status: wanted, code: codeText, body, headers, delayMs }
    : undefined;
};

const kinds = ["hang", "reset", "acceptThenStatus", "malformed", "assistant"] as const;
const known = ["status", "code", "body", "headers", "delayMs", ...kinds];

const longestDelayMs = 600_000;

type Read = (value: unknown, delayMs: number, provider: ProviderName) => InjectedFault | string;

const lost =
  (kind: "hang" | "reset"): Read =>
  (phase, delayMs) =>
    phase === "before" || phase === "after" ? { kind, phase, delayMs } : 'must be "before" or "after"';

/** Reads one kind's value; a string says what is wrong with it. */
const readers: Readonly<Record<(typeof kinds)[number], Read>> = {
  hang: lost("hang"),
  reset: lost("reset"),
  acceptThenStatus: (status, delayMs) =>
    isWholeNumber(status, 400, 599)
      ? { kind: "acceptThenStatus", status, delayMs }
      : "must be a whole number from 400 to 599",
  malformed: (value, delayMs) => (value === true ? { kind: "malformed", delayMs } : "must be true"),
  assistant: (value, delayMs, provider) => {
    const output = assistantFaults.find((one) => one === value);
    if (provider !== "openai") return "is for the provider openai only";
    return output === undefined
      ? `must be one of ${assistantFaults.join(", ")}`
      : { kind: "assistant", output, delayMs };
  },
};

/** Reads the `fault` part of a rule; each problem is reported with its field, and then there is no fault. */
export const parseFault = (provider: ProviderName, value: unknown, report: Report): InjectedFault | undefined => {
  if (!isRecord(value)) {
    report("fault", "must be an object");
    return undefined;
  }
  refuseUnknownKeys(value, known, "fault.", report);
  const { delayMs = 0 } = value;
  if (!isWholeNumber(delayMs, 0, longestDelayMs)) {
    report("fault.delayMs", `must be a whole number of milliseconds from 0 to ${longestDelayMs}`);
    return undefined;
  }
  const byStatus = value.status !== undefined || value.code !== undefined;
  const chosen = kinds.filter((kind) => value[kind] !== undefined);
  const [kind] = chosen;
  if (chosen.length + (byStatus ? 1 : 0) > 1) {
    report("fault", `must be of one kind, not ${[...(byStatus ? ["status"] : []), ...chosen].join(" and ")}`);
    return undefined;
  }
  if (byStatus) return parseStatusFault(provider, value, delayMs, report);
  for (const key of ["body", "headers"]) {
    if (value[key] !== undefined) report(`fault.${key}`, "goes with a status or code only");
  }
  if (kind === undefined) {
    if (value.delayMs !== undefined) return { kind: "delay", delayMs };
    report("fault", `names no kind: give one of status, code, delayMs, ${kinds.join(", ")}`);
    return undefined;
  }
  const read = readers[kind](value[kind], delayMs, provider);
  if (typeof read !== "string") return read;
  report(`fault.${kind}`, read);
  return undefined;
};

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
