import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as t from "io-ts";
import type { CarrierCredentials } from "../company/channel-setup";
import type { Forged, ProjectReference } from "../conversation/reference";
import { forged } from "../conversation/reference";
import type { HasLog } from "../log/log";
import type { CompaniesUnreadable, HasCompanies } from "../ports/companies";
import type { HasConversations } from "../ports/conversations";
import type { HasSecrets, SecretMissing } from "../ports/secrets";
import type { HasClock } from "../ports/time-and-chance";
import type { Channel } from "../request/request";
import { readCredentials } from "../secrets";
import type { Step } from "../step";
import type { Unrecorded } from "./record-receipt";

/** What the endpoints read of API Gateway's proxy event. */
const ReceiptEvent = t.type({
  resource: t.string,
  body: t.union([t.string, t.null]),
  isBase64Encoded: t.boolean,
  headers: t.record(t.string, t.union([t.string, t.undefined])),
  pathParameters: t.type({ ref: t.string }),
  requestContext: t.type({ domainName: t.string, path: t.string }),
});

/** A posted receipt: the reference of its address, the exact public URL, the headers by lower-case name, the raw body. */
export type ReceiptRequest = {
  readonly resource: string;
  readonly ref: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};

const bodyOf = ({ body, isBase64Encoded }: t.TypeOf<typeof ReceiptEvent>): string =>
  isBase64Encoded ? Buffer.from(body ?? "", "base64").toString("utf8") : (body ?? "");

const lowerCased = (
  headers: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Always https on AWS; the local run has no TLS and says so. The scheme is part of what the carrier signs. */
const schemeOf = (headers: Readonly<Record<string, string | undefined>>): string =>
  headers["x-forwarded-proto"] === "http" ? "http" : "https";

export const receiptRequest = (event: unknown): E.Either<Forged, ReceiptRequest> =>
  pipe(
    ReceiptEvent.decode(event),
    E.bimap(forged, (decoded) => {
      const headers = lowerCased(decoded.headers);
      const { domainName, path } = decoded.requestContext;
      return {
        resource: decoded.resource,
        ref: decoded.pathParameters.ref,
        url: `${schemeOf(headers)}://${domainName}${path}`,
        headers,
        body: bodyOf(decoded),
      };
    }),
  );

/** Plain data that the Pulumi program closes over for the receipts function. */
export type ReceiptsSettings = { readonly receiptKeyName: string };

export type ReceiptsEnv = HasClock &
  HasCompanies &
  HasConversations &
  HasLog &
  HasSecrets & { readonly settings: ReceiptsSettings };

/** Why a posted receipt was not taken. */
export type ReceiptFailure = Forged | Unrecorded | SecretMissing | CompaniesUnreadable;

/** The carrier credentials of the project that a reference names. */
export const projectCredentials = (
  { company_id, project_id }: Pick<ProjectReference, "company_id" | "project_id">,
  channel: Channel,
): Step<ReceiptsEnv, Forged | CompaniesUnreadable | SecretMissing, CarrierCredentials> =>
  pipe(
    ({ companies }: ReceiptsEnv) => companies.find({ company_id, project_id }),
    RTE.chainEitherKW(E.fromOption(forged)),
    RTE.chainEitherKW(({ setups }) => pipe(setups[channel], E.mapLeft(forged))),
    RTE.chainW(({ credentialsName }) => readCredentials(channel, credentialsName)),
  );
