import type { APIGatewayProxyResult } from "aws-lambda";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { recordConsent } from "../consent/record-consent";
import { openReference, UnsubscribeReference } from "../conversation/reference";
import type { Step } from "../step";
import { type InboundEnv, type InboundRequest, type Later, later } from "./inbound-request";
import { askPage, donePage, missingPage, ONE_CLICK } from "./unsubscribe-page";

type Answer = Step<InboundEnv, Later, APIGatewayProxyResult>;

/** Whom the link was sent to; nobody where it is broken, or another stack's. */
const recipient = ({ ref }: InboundRequest): Step<InboundEnv, Later, O.Option<UnsubscribeReference>> =>
  pipe(
    ({ secrets, settings }: InboundEnv) => secrets.get(settings.consentKeyName),
    RTE.bimap(later, (key) => O.fromEither(openReference(UnsubscribeReference)(key, ref))),
  );

/** Of a project that is gone nobody knows the name any more. */
const SOMEBODY = "The sender of this message";

const ask =
  (who: UnsubscribeReference): Answer =>
  ({ companies }) =>
    pipe(
      companies.find(who),
      TE.bimap(later, (found) =>
        pipe(
          found,
          O.chain(({ details }) => O.fromEither(details)),
          O.chainNullableK(({ companyName }) => companyName),
          O.getOrElse(() => SOMEBODY),
          askPage,
        ),
      ),
    );

const record =
  ({ company_id, address }: UnsubscribeReference): Answer =>
  (env) =>
    pipe(
      recordConsent(
        { company_id, address },
        {
          at: env.clock.now().toISOString(),
          state: "suppressed",
          setBy: "person",
          source: "unsubscribe_link",
          channel: "email",
          evidence: null,
          by: null,
        },
      )(env),
      TE.bimap(later, () => donePage),
    );

/** A form or a multipart body, as RFC 8058 leaves it to the mail program. */
const isOneClick = ({ method, bytes, headers }: InboundRequest): TE.TaskEither<never, boolean> =>
  method !== "POST"
    ? TE.right(false)
    : pipe(
        TE.tryCatch(
          () => new Response(bytes, { headers: { "Content-Type": headers["content-type"] ?? "" } }).formData(),
          E.toError,
        ),
        TE.match(
          () => false,
          (form) => form.get(ONE_CLICK.name) === ONE_CLICK.value,
        ),
        TE.fromTask,
      );

/** Answers the link of a mail: a look with a page that asks, the one click with its record; both as often as they come. */
export const unsubscribe = (request: InboundRequest): Answer =>
  pipe(
    recipient(request),
    RTE.chain(
      O.match(
        (): Answer => RTE.right(missingPage),
        (who) =>
          pipe(
            RTE.fromTaskEither(isOneClick(request)),
            RTE.chainW((isWish) => (isWish ? record(who) : ask(who))),
          ),
      ),
    ),
  );
