import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RA from "fp-ts/ReadonlyArray";
import * as TE from "fp-ts/TaskEither";
import { nearest } from "../../../infra/config/faults";
import { readConsent, recordConsent } from "../../../runtime/consent/record-consent";
import { CONSENT_PROJECT, type Consent, decodeConsent } from "../../../runtime/conversation/consent";
import { wordsOf } from "../../command-line";
import type { OpsEnv } from "../connect/ops-env";

type Recipient = { readonly company_id: string; readonly address: string };

/** Whether a company may write to an address, as far as is on record. */
export type ConsentView = Pick<Consent, "company_id" | "state" | "history"> & {
  /** Nothing where it was erased, or never known. */
  readonly address: string | null;
  /** Who decided last, how that came to us, and when (ISO 8601); nothing where nobody has said anything. */
  readonly set_by: Consent["set_by"] | null;
  readonly source: Consent["source"] | null;
  readonly since: string | null;
};

const viewOf = ({ company_id, state, set_by, source, history, ...consent }: Consent): ConsentView => ({
  ...{ company_id, state, set_by, source, history },
  address: consent.address ?? null,
  since: consent[set_by]?.at ?? consent.changed_at,
});

const unsaid = ({ company_id, address }: Recipient): ConsentView => ({
  ...{ company_id, address, state: "clear", set_by: null, source: null, since: null, history: [] },
});

type Doing<A> = TE.TaskEither<string, A>;

/** An opt-out at a company that does not exist would keep nobody from anything. */
const inEffect = ({ lookups }: OpsEnv, company: string): Doing<void> =>
  pipe(
    TE.tryCatch(lookups.projects, wordsOf),
    TE.map((projects) => projects.map(({ company_id }) => company_id)),
    TE.chainEitherK((companies) => {
      const meant = nearest(company, companies);
      return companies.includes(company)
        ? E.right(undefined)
        : E.left(`there is no company ${company} here${meant === undefined ? "" : ` (did you mean ${meant}?)`}`);
    }),
  );

/** What is on record of one address, whatever the company. */
export const consentOf = ({ consent }: Pick<OpsEnv, "consent">, who: Recipient): Doing<ConsentView> =>
  pipe(
    readConsent(who)(consent),
    TE.bimap(
      (failure) => `what is on record cannot be read (${"reason" in failure ? failure.reason : failure._tag})`,
      O.match(() => unsaid(who), viewOf),
    ),
  );

/** The same, of a company that is in effect. */
export const consentAt = (env: OpsEnv, who: Recipient): Doing<ConsentView> =>
  pipe(
    inEffect(env, who.company_id),
    TE.chain(() => consentOf(env, who)),
  );

/** Whom a company may not write to, the latest first; who was erased among them, without an address. */
export const suppressedAt = (env: OpsEnv, company: string): Doing<readonly ConsentView[]> =>
  pipe(
    inEffect(env, company),
    TE.chain(() =>
      TE.tryCatch(
        () => env.lookups.ofProject({ company_id: company, project_id: CONSENT_PROJECT }, () => true),
        wordsOf,
      ),
    ),
    TE.map(({ items }) =>
      pipe(
        items,
        RA.filterMap(flow(decodeConsent, O.fromEither, O.map(viewOf))),
        RA.filter(({ state }) => state === "suppressed"),
        (found) => [...found].sort((one, other) => String(other.since).localeCompare(String(one.since))),
      ),
    ),
  );

export type ConsentDecision = {
  readonly who: Recipient;
  readonly state: "suppressed" | "clear";
  readonly reason: string;
  /** Who decided, where that is not who runs the command. */
  readonly by: string | undefined;
};

/** What the company has decided, and what stands after it. */
export type Decided = ConsentView & { readonly by: string };

const failures: Readonly<Record<"SetByPerson" | "ConsentUnrecorded", string>> = {
  SetByPerson:
    "SET_BY_PERSON: the person has opted out, and only the person lifts that, by START in a message; what the company had set is lifted",
  ConsentUnrecorded: "it could not be recorded; try again",
};

/** Bytes of a text of the company's: fifty of each stand in one item, which has to take a person's word as well. */
const LONGEST = 1_000;

const fits = (decision: ConsentDecision): E.Either<string, ConsentDecision> =>
  [decision.reason, decision.by ?? ""].some((text) => Buffer.byteLength(text) > LONGEST)
    ? E.left(`the reason, or who decided, is longer than ${LONGEST} bytes; nothing was changed`)
    : E.right(decision);

const hasEffect = ({ who, state }: ConsentDecision, now: ConsentView): E.Either<string, ConsentView> =>
  state === "clear" && now.state === "clear"
    ? E.left(`nobody has suppressed it at ${who.company_id}: there is nothing to lift`)
    : E.right(now);

/** Puts on record that a company does not write to an address, or does again. */
export const decideConsent = (env: OpsEnv, decision: ConsentDecision): Doing<Decided> => {
  const { who, state, reason } = decision;
  const by = decision.by === undefined ? env.operator : `${decision.by} (${env.operator})`;
  const event = { state, setBy: "company", source: "company", channel: null, evidence: reason, by } as const;
  return pipe(
    TE.fromEither(fits(decision)),
    TE.chain(() => consentAt(env, who)),
    TE.chainEitherK((now) => hasEffect(decision, now)),
    TE.chain(() =>
      pipe(
        recordConsent(who, { ...event, at: env.clock.now().toISOString() })(env.consent),
        TE.mapLeft(({ _tag }) => failures[_tag]),
      ),
    ),
    TE.chain(() => consentOf(env, who)),
    TE.map((after) => ({ ...after, by })),
  );
};
