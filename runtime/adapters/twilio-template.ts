import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import { decodeOr } from "../codec/decode-or";
import { parseJson } from "../codec/parse-json";
import type { CarrierSilent, TemplateVariables } from "../ports/carrier";
import type { SmsCredentials } from "../secrets/carrier-credentials";
import { type HttpAnswer, httpOnce } from "./http-once";
import { basicAuth } from "./twilio-messages";

const Content = t.type({ variables: t.union([t.UnknownRecord, t.null]) });

/** Twilio serves templates from a host of their own; any other origin serves both. */
const contentOrigin = (twilioUrl: string): string =>
  twilioUrl === "https://api.twilio.com" ? "https://content.twilio.com" : twilioUrl;

const silent = (reason: string): CarrierSilent => ({ _tag: "CarrierSilent", reason: `template: ${reason}` });

/** Refusals that pass; any other 4xx tells nothing about the template, and the send itself will find out why. */
const PASSING = [408, 429];

const variablesOf = ({ status, body }: HttpAnswer): E.Either<CarrierSilent, TemplateVariables> => {
  if (status >= 400 && status < 500 && !PASSING.includes(status)) return E.right(undefined);
  if (status !== 200) return E.left(silent(`status ${status}`));
  return pipe(
    body,
    parseJson(() => silent("malformed answer")),
    E.chain(decodeOr(Content, silent)),
    E.map(({ variables }) => Object.keys(variables ?? {})),
  );
};

/** The variables of the credentials' Content template; what Twilio refuses to tell is for the send to find out. */
export const templateByTwilio =
  (twilioUrl: string) =>
  (credentials: SmsCredentials, timeoutMs: number): TE.TaskEither<CarrierSilent, TemplateVariables> =>
    credentials.twilio_template_sid === undefined
      ? TE.right(undefined)
      : pipe(
          httpOnce({
            method: "GET",
            url: `${contentOrigin(twilioUrl)}/v1/Content/${encodeURIComponent(credentials.twilio_template_sid)}`,
            headers: { Authorization: basicAuth(credentials) },
            body: "",
            timeoutMs,
          }),
          TE.mapLeft(({ reason }) => silent(reason)),
          TE.chainEitherK(variablesOf),
        );
