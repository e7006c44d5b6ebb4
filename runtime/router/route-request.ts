import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../codec/json";
import type { Company } from "../company/company";
import { fitsRecord, LARGEST_MESSAGE, type Message, newMessage, queuedMessage, sizeOf } from "../conversation/message";
import type { HasLog } from "../log/log";
import type { HasCompanies } from "../ports/companies";
import type { HasGuards } from "../ports/conversations";
import type { HasQueue, QueueMissing, QueueRefused } from "../ports/queue";
import type { HasClock } from "../ports/time-and-chance";
import type { ValidRequest } from "../request/request";
import { validateRequest } from "../request/validate-request";
import { guarded, type Step } from "../step";
import { findProject, permitRequest } from "./permit-project";
import { apiKeyIdOf, type ProxyEvent, readBody } from "./proxy-event";
import { type Accepted, isWanted, lookingAhead, recognise } from "./recognise-request";
import { type Rejection, rejection, rejectionOf, unforeseen, withProject, withRequestId } from "./rejection";

/** Plain data that the Pulumi program closes over for the router. */
export type RouterSettings = { readonly version: string; readonly corsOrigins: readonly string[] };

const tooLarge = (): Rejection =>
  rejection(
    "PAYLOAD_TOO_LARGE",
    `The request with its project's record exceeds ${LARGEST_MESSAGE} bytes, or what a record can hold`,
  );

const toRejection = ({ _tag }: QueueRefused | QueueMissing): Rejection =>
  _tag === "QueueRefused"
    ? rejection("QUEUE_ERROR", "The request cannot be queued at the moment")
    : rejection("CONFIGURATION_ERROR", "This channel is not fully deployed", "the deployment names no queue for it");

/** Hands a message to its channel's queue. */
export const enqueue =
  (message: Message): Step<HasQueue, Rejection, void> =>
  ({ queue }) => {
    const queued = queuedMessage(message);
    return sizeOf(queued) <= LARGEST_MESSAGE && fitsRecord(message)
      ? pipe(queue.send(queued), TE.mapLeft(toRejection))
      : TE.left(tooLarge());
  };

export type RouterEnv = HasCompanies &
  HasGuards &
  HasQueue &
  HasClock &
  HasLog & { readonly settings: Pick<RouterSettings, "version"> };

type Found = { readonly request: ValidRequest; readonly company: Company };
type Permitted = Found & { readonly sender: string };

const validate = (body: JsonObject): E.Either<Rejection, ValidRequest> =>
  pipe(validateRequest(body), E.mapLeft(rejectionOf));

const requireConsent = (request: ValidRequest): E.Either<Rejection, ValidRequest> => {
  const { recipient, channel, consent } = request;
  if (!recipient.comms_consent)
    return E.left(
      rejection("COMMS_CONSENT_REQUIRED", "recipient_data.comms_consent is false: the recipient may not be contacted"),
    );
  // A consent that names no channels is one for all.
  return (consent?.channels?.includes(channel) ?? true)
    ? E.right(request)
    : E.left(rejection("CONSENT_NOT_FOR_CHANNEL", `consent_data.channels does not name ${channel}`));
};

const find =
  (apiKeyId: string) =>
  (request: ValidRequest): Step<RouterEnv, Rejection, Found> =>
    pipe(
      findProject(request.project, apiKeyId),
      RTE.map((company) => ({ request, company })),
    );

const permit = (found: Found): E.Either<Rejection, Permitted> =>
  pipe(
    permitRequest(found.request, found.company),
    E.map(({ sender }) => ({ ...found, sender })),
  );

const assemble = ({ request, company, sender }: Permitted): Step<RouterEnv, Rejection, Message> =>
  RTE.asks(({ clock, settings }) =>
    newMessage(request, company, { routerVersion: settings.version, sender, acceptedAt: clock.now() }),
  );

const enqueueWanted = (accepted: Accepted): Step<HasQueue, Rejection, void> =>
  isWanted(accepted) ? enqueue(accepted.message) : RTE.right(undefined);

const accept =
  (apiKeyId: string) =>
  (request: ValidRequest): Step<RouterEnv, Rejection, Accepted> =>
    pipe(
      RTE.fromEither(requireConsent(request)),
      RTE.chainW(
        flow(
          find(apiKeyId),
          RTE.chainEitherKW(permit),
          RTE.chainW(assemble),
          RTE.chainW(recognise),
          lookingAhead(request),
        ),
      ),
      RTE.chainFirstW(enqueueWanted),
    );

/** Guarded here too, so that what a port throws still names the request. */
const acceptGuarded =
  (apiKeyId: string) =>
  (request: ValidRequest): Step<RouterEnv, Rejection, Accepted> =>
    pipe(
      (env: RouterEnv) => guarded(() => accept(apiKeyId)(request)(env)(), unforeseen),
      RTE.mapLeft(withProject(request)),
    );

const routeBody =
  (apiKeyId: string) =>
  (body: JsonObject): Step<RouterEnv, Rejection, Accepted> =>
    pipe(RTE.fromEither(validate(body)), RTE.chainW(acceptGuarded(apiKeyId)), RTE.mapLeft(withRequestId(body)));

/** Accepts a client's request: validated, permitted, under an id of its own, and in its channel's queue. */
export const routeRequest = (event: ProxyEvent): Step<RouterEnv, Rejection, Accepted> =>
  pipe(RTE.fromEither(readBody(event)), RTE.chainW(routeBody(apiKeyIdOf(event))));
