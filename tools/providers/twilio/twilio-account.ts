import type { IncomingHttpHeaders } from "node:http";
import type { Answer, Exchange } from "../server/operation";
import { twilioError } from "./twilio-error";

export type TwilioCredentials = { readonly sid: string; readonly token: string };

const accountSid = /^AC[0-9a-fA-F]{32}$/;

const basicCredentials = ({ authorization = "" }: IncomingHttpHeaders): TwilioCredentials | undefined => {
  const encoded = /^Basic +(\S+)$/i.exec(authorization)?.[1];
  const text = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString();
  const colon = text.indexOf(":");
  return colon < 1 || colon === text.length - 1
    ? undefined
    : { sid: text.slice(0, colon), token: text.slice(colon + 1) };
};

export type Authenticate = (headers: IncomingHttpHeaders) => TwilioCredentials | undefined;

/** Checks Basic credentials against the registered accounts, or accepts any account when none are registered. */
export const makeAuthenticate =
  (accounts: Readonly<Record<string, string>>): Authenticate =>
  (headers) => {
    const given = basicCredentials(headers);
    if (given === undefined || !accountSid.test(given.sid)) return undefined;
    const registered = Object.keys(accounts).length > 0;
    return registered && accounts[given.sid] !== given.token ? undefined : given;
  };

type Handle = (exchange: Exchange) => Answer;

/** Puts the credentials check in front of an operation; a path's account must be the caller's own. */
export type Authorized = (handle: (exchange: Exchange, caller: TwilioCredentials) => Answer) => Handle;

export const makeAuthorized =
  (authenticate: Authenticate): Authorized =>
  (handle) =>
  (exchange) => {
    const caller = authenticate(exchange.headers);
    const account = exchange.params.account;
    if (caller === undefined || (account !== undefined && account !== caller.sid)) return twilioError(401, "20003");
    return handle(exchange, caller);
  };
