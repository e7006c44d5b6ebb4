import type { Answer, Exchange } from "../exchange";
import type { Authenticate, TwilioCredentials } from "./twilio-account";
import { twilioError } from "./twilio-error";

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
