import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as t from "io-ts";
import type { CarrierCredentials } from "../company/channel-setup";
import { type Forged, forged } from "../conversation/reference";
import type { HasSecrets, SecretMissing } from "../ports/secrets";
import type { Channel } from "../request/request";
import { readCredentials, readLatestCredentials } from "../secrets";
import type { Step } from "../step";

/** What the endpoints read of API Gateway's proxy event. */
const PostedEvent = t.type({
  resource: t.string,
  httpMethod: t.string,
  body: t.union([t.string, t.null]),
  isBase64Encoded: t.boolean,
  headers: t.record(t.string, t.union([t.string, t.undefined])),
  pathParameters: t.type({ ref: t.string }),
  requestContext: t.type({ domainName: t.string, path: t.string }),
});

/** What came to an address of ours: the reference in it, the exact public URL, the headers by lower-case name, the raw body. */
export type PostedRequest = {
  readonly resource: string;
  readonly method: string;
  readonly ref: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bytes: Buffer;
};

const lowerCased = (
  headers: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Always https on AWS; the local run has no TLS and says so. The scheme is part of what the carrier signs. */
const schemeOf = (headers: Readonly<Record<string, string | undefined>>): string =>
  headers["x-forwarded-proto"] === "http" ? "http" : "https";

export const postedRequest = (event: unknown): E.Either<Forged, PostedRequest> =>
  pipe(
    PostedEvent.decode(event),
    E.bimap(forged, ({ resource, httpMethod, body, isBase64Encoded, pathParameters, requestContext, ...decoded }) => {
      const headers = lowerCased(decoded.headers);
      return {
        resource,
        method: httpMethod,
        ref: pathParameters.ref,
        url: `${schemeOf(headers)}://${requestContext.domainName}${requestContext.path}`,
        headers,
        bytes: Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"),
      };
    }),
  );

/** Checks what was posted with the credentials that are remembered, and with those that stand there now: they may have been changed. */
export const requireGenuine = (
  channel: Channel,
  name: string,
  isGenuine: (credentials: CarrierCredentials) => boolean,
): Step<HasSecrets, Forged | SecretMissing, void> =>
  pipe(
    readCredentials(channel, name),
    RTE.filterOrElseW(isGenuine, forged),
    RTE.orElse(() => pipe(readLatestCredentials(channel, name), RTE.filterOrElseW(isGenuine, forged))),
    RTE.map(() => undefined),
  );
