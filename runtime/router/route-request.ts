import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type { JsonObject } from "../codec/json-object";
import { buildContext } from "../context/build-context";
import type { ContextObject } from "../context/context-object";
import type { HasClock } from "../ports/clock";
import type { HasCompanies } from "../ports/companies";
import type { HasQueue } from "../ports/queue";
import type { ValidRequest } from "../request/valid-request";
import { validateRequest } from "../request/validate-request";
import { enqueue } from "./enqueue";
import { findProject } from "./find-project";
import { guarded } from "./guarded";
import { permitChannel } from "./permit-channel";
import { apiKeyIdOf, type ProxyEvent } from "./proxy-event";
import { readBody } from "./read-body";
import { type Rejection, rejection, rejectionOf, withProject, withRequestId } from "./rejection";
import type { RouterSettings } from "./router-settings";

export type RouterEnv = HasCompanies & HasQueue & HasClock & { readonly settings: Pick<RouterSettings, "version"> };

type Step<A> = RTE.ReaderTaskEither<RouterEnv, Rejection, A>;
type Found = { readonly request: ValidRequest; readonly company: JsonObject };
type Permitted = Found & { readonly sender: string };

const validate = (body: JsonObject): E.Either<Rejection, ValidRequest> =>
  pipe(validateRequest(body), E.mapLeft(rejectionOf));

const requireConsent = (request: ValidRequest): E.Either<Rejection, ValidRequest> =>
  request.recipient_data.comms_consent
    ? E.right(request)
    : E.left(
        rejection(
          "COMMS_CONSENT_REQUIRED",
          "recipient_data.comms_consent is false: the recipient may not be contacted",
        ),
      );

const find =
  (apiKeyId: string) =>
  (request: ValidRequest): Step<Found> =>
    pipe(
      findProject(request.company_data, apiKeyId),
      RTE.map((company) => ({ request, company })),
    );

const permit = (found: Found): E.Either<Rejection, Permitted> =>
  pipe(
    permitChannel(found.company, found.request.request_data.channel_method),
    E.map(({ sender }) => ({ ...found, sender })),
  );

const assemble = ({ request, company, sender }: Permitted): Step<ContextObject> =>
  RTE.asks(({ clock, settings }) =>
    buildContext(request, company, { routerVersion: settings.version, sender, acceptedAt: clock.now() }),
  );

const accept =
  (apiKeyId: string) =>
  (request: ValidRequest): Step<ContextObject> =>
    pipe(
      RTE.fromEither(requireConsent(request)),
      RTE.chainW(find(apiKeyId)),
      RTE.chainEitherKW(permit),
      RTE.chainW(assemble),
      RTE.chainFirstW(enqueue),
    );

/** Guarded here too, so that what a port throws still names the request. */
const acceptGuarded =
  (apiKeyId: string) =>
  (request: ValidRequest): Step<ContextObject> =>
    pipe(
      guarded(() => accept(apiKeyId)(request)),
      RTE.mapLeft(withProject(request)),
    );

const routeBody =
  (apiKeyId: string) =>
  (body: JsonObject): Step<ContextObject> =>
    pipe(RTE.fromEither(validate(body)), RTE.chainW(acceptGuarded(apiKeyId)), RTE.mapLeft(withRequestId(body)));

/** Accepts a client's request: validated, permitted, and in its channel's queue. */
export const routeRequest = (event: ProxyEvent): Step<ContextObject> =>
  pipe(RTE.fromEither(readBody(event)), RTE.chainW(routeBody(apiKeyIdOf(event))));
