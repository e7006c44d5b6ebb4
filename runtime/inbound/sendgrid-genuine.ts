import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { CarrierCredentials } from "../company/channel-setup";
import { type Forged, forged } from "../conversation/reference";
import { requireGenuine } from "../receipts/posted-request";
import { isSigned, timelyStamp } from "../receipts/sendgrid-signature";
import { readLatestCredentials } from "../secrets";
import type { Step } from "../step";
import type { Addressed } from "./addressed";
import { type InboundEnv, type InboundFailure, type InboundRequest, later } from "./inbound-request";

/** Seconds: SendGrid posts a mail again for three days ("Inbound Email Parse Webhook"). */
const OLDEST_SECONDS = 73 * 3_600;

const timely =
  (request: InboundRequest): Step<InboundEnv, Forged, string> =>
  ({ clock }) =>
    TE.fromNullable(forged())(timelyStamp(request, clock.now(), OLDEST_SECONDS));

const parseKeyOf = (credentials: CarrierCredentials): string | undefined =>
  credentials._tag === "SendGrid" ? credentials.sendgrid_parse_public_key : undefined;

const isFromSendGrid =
  (request: InboundRequest, timestamp: string) =>
  (credentials: CarrierCredentials): boolean => {
    const key = parseKeyOf(credentials);
    return key !== undefined && isSigned(request, timestamp, request.bytes, key);
  };

/** Without a key nobody knows whether it is forged, and what is called that SendGrid posts never again. */
const unconfirmed = (name: string): Step<InboundEnv, InboundFailure, void> =>
  pipe(
    readLatestCredentials("email", name),
    RTE.mapLeft(later),
    RTE.filterOrElseW(
      (credentials) => parseKeyOf(credentials) !== undefined,
      () => later({ _tag: "KeyMissing", reason: `secret ${name} has no sendgrid_parse_public_key` }),
    ),
    RTE.chainW(() => RTE.left(forged())),
  );

const confirmed =
  (request: InboundRequest, name: string) =>
  (timestamp: string): Step<InboundEnv, InboundFailure, void> =>
    pipe(
      requireGenuine("email", name, isFromSendGrid(request, timestamp)),
      RTE.orElse((failure) => (failure._tag === "Forged" ? unconfirmed(name) : RTE.left(later(failure)))),
    );

/** Lets through what SendGrid has signed for this project in the last three days. */
export const requireSendGrid =
  (request: InboundRequest) =>
  ({ credentialsName }: Addressed): Step<InboundEnv, InboundFailure, void> =>
    pipe(timely(request), RTE.chainW(confirmed(request, credentialsName)));
