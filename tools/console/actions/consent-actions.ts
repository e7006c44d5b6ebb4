import * as E from "fp-ts/Either";
import { flow } from "fp-ts/function";
import * as RA from "fp-ts/ReadonlyArray";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import { EmailAddress, Telephone } from "../../../runtime/request/text";
import type { OpsEnv } from "../../ops/connect/ops-env";
import { decidedText } from "../../ops/consent/consent-commands";
import { type ConsentDecision, consentAt, decideConsent, suppressedAt } from "../../ops/consent/consent-of";
import { maskedAddress } from "../../ops/conversations/show";
import type { ConsoleAction, ConsoleQuestion } from "../server/console-parts";
import { asked, Words } from "../server/input";
import { shownConsent } from "../source/correspondence";
import type { Veil } from "../source/veil";
import { notDone, steering } from "./steer-actions";

const Address = t.union([EmailAddress, Telephone], "a telephone number (E.164) or an email address");
const Whom = t.type({ company_id: Words, address: Address });
const Decision = t.intersection([Whom, t.type({ reason: Words })]);

/** As `npm run ops -- suppress` and `lift` do; the address is in no record of it here. */
const decision = (env: OpsEnv, name: "suppress" | "lift", state: ConsentDecision["state"]): ConsoleAction =>
  steering(name, Decision, ({ company_id, address, reason }) => ({
    subject: `${maskedAddress(address)} at ${company_id}`,
    reason,
    run: async () => {
      const decided = await decideConsent(env, { who: { company_id, address }, state, reason, by: undefined })();
      return E.isLeft(decided) ? notDone(decided.left) : E.right({ text: decidedText(decided.right) });
    },
  }));

/** What an operator decides of who may be written to. */
export const consentActions = (env: OpsEnv): readonly ConsoleAction[] => [
  decision(env, "suppress", "suppressed"),
  decision(env, "lift", "clear"),
];

/** Whom a company may not write to, and what is on record of one address. */
export const consentQuestions = (env: OpsEnv, veil: Veil): Readonly<Record<string, ConsoleQuestion>> => ({
  "opt-outs": flow(
    asked(t.type({ company_id: Words })),
    TE.fromEither,
    TE.chain(({ company_id }) => suppressedAt(env, company_id)),
    TE.map(RA.map((view) => shownConsent(view, veil))),
    (task) => task(),
  ),
  consent: flow(
    asked(Whom),
    TE.fromEither,
    TE.chain((who) => consentAt(env, who)),
    TE.map((view) => shownConsent(view, veil)),
    (task) => task(),
  ),
});
