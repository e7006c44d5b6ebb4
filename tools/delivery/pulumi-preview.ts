import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { parseJson } from "../../runtime/codec/json";
import { removalsIn } from "../engine/update/removals";

const Values = t.record(t.string, t.unknown);
const State = t.intersection([t.type({ inputs: Values }), t.partial({ protect: t.boolean })]);
const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

/** What Pulumi prints line by line, as far as it is read here (pulumi/pulumi, sdk/go/common/apitype/events.go). */
const EngineEvent = t.partial({
  resourcePreEvent: t.type({
    metadata: t.intersection([
      t.type({ op: t.string, urn: t.string, type: t.string, old: orNull(State), new: orNull(State) }),
      t.partial({ diffs: orNull(t.readonlyArray(t.string)) }),
    ]),
  }),
  policyEvent: t.intersection([
    t.type({ message: t.string, policyName: t.string, enforcementLevel: t.string }),
    t.partial({ resourceUrn: t.string }),
  ]),
  diagnosticEvent: t.intersection([t.type({ severity: t.string, message: t.string }), t.partial({ urn: t.string })]),
});
type EngineEvent = t.TypeOf<typeof EngineEvent>;

export type PlannedChange = {
  readonly action: "create" | "update" | "replace" | "delete";
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly isProtected: boolean;
  /** Inputs that differ, with what stands there and what would; secrets are hidden by Pulumi. */
  readonly inputs: readonly { readonly name: string; readonly from: unknown; readonly to: unknown }[];
};

/** What a preview has said. */
export type Preview = {
  readonly changes: readonly PlannedChange[];
  /** URNs. */
  readonly unchanged: readonly string[];
  /** Each with its rule and its resource; a deployment that has one is not begun. */
  readonly violations: readonly string[];
  /** Rules that cannot judge yet, since AWS has not made up what they look at. */
  readonly unjudged: readonly string[];
  /** What the program, the provider or Pulumi cannot do. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly isDone: boolean;
};

/** A replacement is told in three steps, of which this one is always there. */
const actions: Readonly<Record<string, PlannedChange["action"]>> = {
  create: "create",
  update: "update",
  "create-replacement": "replace",
  delete: "delete",
};

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? urn;

/** The stack itself, providers and components are nothing that could be lost. */
const isResource = (type: string): boolean => /^(aws|pulumi:index):/.test(type);

const changeOf = ({ resourcePreEvent }: EngineEvent): readonly PlannedChange[] => {
  if (resourcePreEvent === undefined) return [];
  const { op, urn, type, old, new: next, diffs } = resourcePreEvent.metadata;
  const action = actions[op];
  if (action === undefined || !isResource(type)) return [];
  const names = action === "update" || action === "replace" ? (diffs ?? []) : [];
  const inputs = [...new Set(names)].sort().map((name) => ({ name, from: old?.inputs[name], to: next?.inputs[name] }));
  return [{ action, urn, type, name: nameOf(urn), isProtected: old?.protect === true, inputs }];
};

const isUnjudged = (message: string): boolean => message.startsWith("can't run policy");

const plain = (message: string): string => message.replace(/<\{%.*?%\}>/g, "").trim();

/** A violation's text is the rule's description and, below it, what is wrong. */
const faultIn = (message: string): string => plain(message).split("\n").at(-1) ?? "";

/** Reads what a preview has printed, line by line; what is no event is passed over. */
export const readPreview = (lines: readonly string[], exitCode: number): Preview => {
  const events = lines.flatMap((line) =>
    pipe(
      line,
      parseJson(() => "no event"),
      E.chainW(EngineEvent.decode),
      E.getOrElseW(() => []),
    ),
  );
  const policyEvents = events.flatMap(({ policyEvent }) => policyEvent ?? []);
  const changes = events.flatMap(changeOf);
  // That a protected resource cannot go is told with the removals.
  const removed = removalsIn(changes).map(({ urn }) => urn);
  const told = (wanted: string): readonly string[] => {
    const messages = events.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? []);
    const ofOthers = messages.filter(({ severity, urn = "" }) => severity === wanted && !removed.includes(urn));
    return [...new Set(ofOthers.map(({ message }) => plain(message)))];
  };
  const errors = told("error").filter((message) => message !== "preview failed");
  const violations = policyEvents
    .filter(({ message, enforcementLevel }) => enforcementLevel === "mandatory" && !isUnjudged(message))
    .map(({ message, policyName, resourceUrn = "" }) => `${policyName}: ${nameOf(resourceUrn)} ${faultIn(message)}`);
  const unjudged = policyEvents.filter(({ message }) => isUnjudged(message)).map(({ policyName }) => policyName);
  return {
    changes,
    unchanged: events.flatMap(({ resourcePreEvent: { metadata } = {} }) =>
      metadata?.op === "same" && isResource(metadata.type) ? [metadata.urn] : [],
    ),
    violations,
    unjudged: [...new Set(unjudged)].sort(),
    errors,
    warnings: told("warning"),
    isDone: exitCode === 0 || (violations.length + errors.length === 0 && removed.length > 0),
  };
};

/** Where code and config are, and who runs them. */
export type Release = {
  /** The checkout whose code is deployed. */
  readonly folder: string;
  /** The checkout whose stack files, and whose Pulumi, are used. */
  readonly own: string;
  readonly stack: string;
};

/** Words for `pulumi` that have it take the code of one checkout and the config of another. */
export const pulumiWords = ({ folder, own, stack }: Release, verb: string, ...more: readonly string[]) => [
  verb,
  "--cwd",
  folder,
  "--stack",
  stack,
  "--config-file",
  join(own, `Pulumi.${stack}.yaml`),
  "--policy-pack",
  join(folder, "tools/policy"),
  "--color",
  "never",
  ...more,
];

/** Previews a release under its policy pack; nothing is changed, and no lock is taken. */
export const previewRelease = async (release: Release): Promise<Preview> => {
  const words = pulumiWords(release, "preview", "--non-interactive", "--json");
  const child = spawn("npx", ["pulumi", ...words], {
    cwd: release.own,
    env: { ...process.env, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(line);
  const [code]: readonly unknown[] = await ended;
  return readPreview(lines, typeof code === "number" ? code : 1);
};
